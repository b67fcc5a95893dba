package io.aim.keycloak.jpa.mcp;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.spi.audit.AuditProvider;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Keeps the rows of MCP servers in step with realms, clients and users that are removed. */
final class McpServerCleanUp {

    private static final List<String> BY_SERVER = List.of(
            "AimMcpServerTag.deleteByServer",
            "AimAgentMcpConnection.deleteByServer",
            "AimMcpVerification.deleteByServer");

    private static final List<String> BY_REALM = List.of(
            "AimMcpServerTag.deleteByRealm",
            "AimAgentMcpConnection.deleteByRealm",
            "AimMcpVerification.deleteByRealm",
            "AimMcpServer.deleteByRealm");

    private final KeycloakSession session;
    private final EntityManager em;

    McpServerCleanUp(KeycloakSession session, EntityManager em) {
        this.session = session;
        this.em = em;
    }

    /** Removes a server with all its rows. */
    void remove(AimMcpServerEntity entity) {
        new ConnectedAgents(session, em).changed(entity);
        for (String query : BY_SERVER) {
            em.createNamedQuery(query)
                    .setParameter("realmId", entity.getRealmId())
                    .setParameter("serverId", entity.getId())
                    .executeUpdate();
        }
        em.remove(entity);
        em.flush();
    }

    void clientRemoved(RealmModel realm, String clientUuid) {
        em.createNamedQuery("AimMcpServer.findByClient", AimMcpServerEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("key", clientUuid)
                .getResultList()
                .forEach(entity -> {
                    record(begin(AuditAction.MCP_SERVER_REMOVED, entity).detail("cause", "its client was removed"));
                    remove(entity);
                });
    }

    void userRemoved(RealmModel realm, String userId) {
        em.createNamedQuery("AimMcpServer.findByOwner", AimMcpServerEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("ownerId", userId)
                .getResultList()
                .forEach(entity -> {
                    record(begin(AuditAction.MCP_SERVER_OWNER_LOST, entity).detail("owner", userId));
                    new JpaMcpServerAdapter(session, em, entity).setOwnerId(null);
                });
    }

    /** What Keycloak's removals do to servers; who removed is in Keycloak's own events. */
    private static AuditEvent.Builder begin(AuditAction action, AimMcpServerEntity entity) {
        return AuditEvent.of(
                        action, entity.getRealmId(), Instant.ofEpochMilli(Time.currentTimeMillis()), AuditActor.SYSTEM)
                .target(AuditTarget.MCP_SERVER, entity.getId(), entity.getName());
    }

    private void record(AuditEvent.Builder event) {
        session.getProvider(AuditProvider.class).append(List.of(event.build()));
    }

    void realmRemoved(String realmId) {
        for (String query : BY_REALM) {
            em.createNamedQuery(query).setParameter("realmId", realmId).executeUpdate();
        }
    }
}
