package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.spi.agent.AgentsChangedEvent;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * The changes to agents in one session. Just before the commit they get consecutive stamps, under the lock of the
 * realm's stamp row; the lock is held for the commit only, and realms are locked in the order of their ids.
 */
final class AgentChangeLog {

    /** How many changes of a realm are kept; a node that is further behind reloads everything. */
    static final long KEPT = 10_000;

    private final KeycloakSession session;
    private final EntityManager em;
    private final TreeMap<String, Set<String>> changed = new TreeMap<>();
    private final Set<String> removedRealms = new TreeSet<>();
    private boolean enlisted;

    AgentChangeLog(KeycloakSession session, EntityManager em) {
        this.session = session;
        this.em = em;
    }

    void agentChanged(String realmId, String clientUuid) {
        changed.computeIfAbsent(realmId, id -> new LinkedHashSet<>()).add(clientUuid);
        enlist();
    }

    void realmRemoved(String realmId) {
        removedRealms.add(realmId);
        enlist();
    }

    private void enlist() {
        if (enlisted) {
            return;
        }
        enlisted = true;
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                write();
            }

            @Override
            protected void rollbackImpl() {
                // the rows go with the main transaction
            }
        });
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                changed.keySet()
                        .forEach(realmId -> session.getKeycloakSessionFactory()
                                .publish(new AgentsChangedEvent(session.getKeycloakSessionFactory(), realmId)));
            }

            @Override
            protected void rollbackImpl() {
                // nothing changed
            }
        });
    }

    private void write() {
        em.flush();
        for (String realmId : removedRealms) {
            changed.remove(realmId);
            em.createNamedQuery("AimAgentChange.deleteByRealm")
                    .setParameter("realmId", realmId)
                    .executeUpdate();
            em.createNamedQuery("AimAgentStamp.deleteByRealm")
                    .setParameter("realmId", realmId)
                    .executeUpdate();
        }
        changed.forEach(this::write);
        em.flush();
    }

    private void write(String realmId, Set<String> clientUuids) {
        if (advance(realmId, clientUuids.size()) == 0) {
            em.createNamedQuery("AimAgentStamp.create")
                    .setParameter("realmId", realmId)
                    .executeUpdate();
            advance(realmId, clientUuids.size());
        }
        long newest = em.createNamedQuery("AimAgentStamp.get", Long.class)
                .setParameter("realmId", realmId)
                .getSingleResult();
        long stamp = newest - clientUuids.size();
        for (String clientUuid : clientUuids) {
            stamp++;
            em.persist(new AimAgentChangeEntity(realmId, stamp, clientUuid));
        }
        if (newest > KEPT) {
            em.createNamedQuery("AimAgentChange.prune")
                    .setParameter("realmId", realmId)
                    .setParameter("stamp", newest - KEPT)
                    .executeUpdate();
        }
    }

    private int advance(String realmId, long count) {
        return em.createNamedQuery("AimAgentStamp.advance")
                .setParameter("realmId", realmId)
                .setParameter("count", count)
                .executeUpdate();
    }
}
