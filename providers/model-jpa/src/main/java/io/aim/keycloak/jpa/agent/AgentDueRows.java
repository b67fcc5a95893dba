package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.spi.agent.AgentDue;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.RealmModel;

/** Agents for which something is to be done. */
final class AgentDueRows {

    private final EntityManager em;

    AgentDueRows(EntityManager em) {
        this.em = em;
    }

    List<AgentDue> due(AgentDue.Kind kind, Instant now, int max) {
        String query = switch (kind) {
            case GRACE_OVER -> "AimAgentKey.graceOver";
            case AGENT_EXPIRED -> "AimAgent.expired";
            case OFFER_EXPIRED -> "AimAgentTransfer.expired";
        };
        return due(em.createNamedQuery(query, Object[].class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultList());
    }

    List<AgentDue> dueForExpiryNotice(Instant before, int days, int max) {
        return due(em.createNamedQuery("AimAgentKey.dueForNotice", Object[].class)
                .setParameter("before", before.toEpochMilli())
                .setParameter("days", days)
                .setMaxResults(max)
                .getResultList());
    }

    private static List<AgentDue> due(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new AgentDue((String) row[0], (String) row[1]))
                .toList();
    }

    List<String> realmsWithVerifiedAgents() {
        return em.createNamedQuery("AimAgent.realms", String.class).getResultList();
    }

    Set<String> sponsors(RealmModel realm) {
        return new HashSet<>(em.createNamedQuery("AimAgent.sponsors", String.class)
                .setParameter("realmId", realm.getId())
                .getResultList());
    }

    List<String> withoutSponsor(RealmModel realm, Set<String> missing, Instant noticedBefore, int max) {
        return em.createNamedQuery("AimAgent.withoutSponsor", String.class)
                .setParameter("realmId", realm.getId())
                .setParameter("missing", orNobody(missing))
                .setParameter("before", noticedBefore.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
    }

    List<String> withSponsorAgain(RealmModel realm, Set<String> missing, int max) {
        return em.createNamedQuery("AimAgent.withSponsorAgain", String.class)
                .setParameter("realmId", realm.getId())
                .setParameter("missing", orNobody(missing))
                .setMaxResults(max)
                .getResultList();
    }

    /** SQL knows no empty list. */
    private static Set<String> orNobody(Set<String> userIds) {
        return userIds.isEmpty() ? Set.of("") : userIds;
    }
}
