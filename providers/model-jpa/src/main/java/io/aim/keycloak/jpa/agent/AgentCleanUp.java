package io.aim.keycloak.jpa.agent;

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

/** Keeps the rows of agents in step with realms, clients, users and organizations that are removed. */
final class AgentCleanUp {

    private static final List<String> BY_AGENT = List.of(
            "AimAgentKey.deleteByAgent",
            "AimAgentCapability.deleteByAgent",
            "AimAgentTag.deleteByAgent",
            "AimAgentTransfer.deleteByAgent",
            "AimCapabilityGrant.deleteByAgent",
            "AimCapabilityRequest.deleteByAgent",
            "AimAgentMcpConnection.deleteByAgent",
            "AimPolicy.deleteByAgent",
            "AimViolation.deleteByAgent",
            "AimDecision.deleteByAgent");
    private static final List<String> BY_REALM = List.of(
            "AimAgentKey.deleteByRealm",
            "AimRevokedKey.deleteByRealm",
            "AimAgentCapability.deleteByRealm",
            "AimAgentTag.deleteByRealm",
            "AimAgentTransfer.deleteByRealm",
            "AimAgent.deleteByRealm");

    private final KeycloakSession session;
    private final EntityManager em;
    private final AgentChangeLog changes;

    AgentCleanUp(KeycloakSession session, EntityManager em, AgentChangeLog changes) {
        this.session = session;
        this.em = em;
        this.changes = changes;
    }

    /** Removes an agent with all its rows; revoked keys stay known. */
    void remove(AimAgentEntity entity) {
        for (String query : BY_AGENT) {
            em.createNamedQuery(query)
                    .setParameter("realmId", entity.getRealmId())
                    .setParameter("agentId", entity.getId())
                    .executeUpdate();
        }
        em.remove(entity);
        em.flush();
        changes.agentChanged(entity.getRealmId(), entity.getClientUuid());
    }

    void clientRemoved(RealmModel realm, String clientUuid) {
        em.createNamedQuery("AimAgent.findByClient", AimAgentEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("clientUuid", clientUuid)
                .getResultList()
                .forEach(entity -> {
                    record(begin(AuditAction.AGENT_DELETED, entity).detail("cause", "its client was removed"));
                    remove(entity);
                });
    }

    void organizationRemoved(RealmModel realm, String organizationId) {
        em.createNamedQuery("AimAgent.findByOrganization", AimAgentEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("organizationId", organizationId)
                .getResultList()
                .forEach(entity -> new JpaAgentAdapter(em, changes, entity).setOrganizationId(null));
    }

    void userRemoved(RealmModel realm, String userId) {
        em.createNamedQuery("AimAgentTransfer.deleteByUser")
                .setParameter("realmId", realm.getId())
                .setParameter("userId", userId)
                .executeUpdate();
        em.createNamedQuery("AimAgent.findByOwnerOrSponsor", AimAgentEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("userId", userId)
                .getResultList()
                .forEach(entity -> {
                    recordLoss(entity, userId);
                    new JpaAgentAdapter(em, changes, entity).forgetUser(userId);
                });
    }

    private void recordLoss(AimAgentEntity entity, String userId) {
        record(begin(AuditAction.AGENT_PERSON_LOST, entity)
                .detail("owner", userId.equals(entity.getOwnerId()) ? userId : null)
                .detail("sponsor", userId.equals(entity.getSponsorId()) ? userId : null));
    }

    /** What Keycloak's removals do to agents; who removed is in Keycloak's own events. */
    private static AuditEvent.Builder begin(AuditAction action, AimAgentEntity entity) {
        return AuditEvent.of(
                        action, entity.getRealmId(), Instant.ofEpochMilli(Time.currentTimeMillis()), AuditActor.SYSTEM)
                .target(AuditTarget.AGENT, entity.getId(), entity.getName());
    }

    private void record(AuditEvent.Builder event) {
        session.getProvider(AuditProvider.class).append(List.of(event.build()));
    }

    void realmRemoved(String realmId) {
        for (String query : BY_REALM) {
            em.createNamedQuery(query).setParameter("realmId", realmId).executeUpdate();
        }
        changes.realmRemoved(realmId);
    }
}
