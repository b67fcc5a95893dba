package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.spi.agent.AgentKey;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The rows of one agent's keys. */
final class AgentKeyRows {

    /** Rows kept per agent: the oldest retired ones go first, revoked ones leave their thumbprints behind. */
    static final int KEPT = 100;

    private final EntityManager em;
    private final AimAgentEntity agent;

    AgentKeyRows(EntityManager em, AimAgentEntity agent) {
        this.em = em;
        this.agent = agent;
    }

    /** Newest first. */
    List<AgentKey> keys() {
        return rows().stream().map(AimAgentKeyEntity::toKey).toList();
    }

    private List<AimAgentKeyEntity> rows() {
        return em.createNamedQuery("AimAgentKey.findByAgent", AimAgentKeyEntity.class)
                .setParameter("realmId", agent.getRealmId())
                .setParameter("agentId", agent.getId())
                .getResultList();
    }

    /** What another transaction committed meanwhile; under the lock of the agent's row. */
    void refresh() {
        rows().forEach(em::refresh);
    }

    private AimAgentKeyEntity row(String thumbprint) {
        return rows().stream()
                .filter(key -> key.getThumbprint().equals(thumbprint))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the agent has no such key"));
    }

    void add(Ed25519PublicKey key, Instant expiresAt, @Nullable Instant provenAt) {
        if (isKnown(em, agent.getRealmId(), key.thumbprint())) {
            throw new ModelDuplicateException("the key is or was registered in the realm");
        }
        AimAgentKeyEntity row = new AimAgentKeyEntity(
                KeycloakModelUtils.generateId(), agent, key, KeyState.ACTIVE, Time.currentTimeMillis());
        row.setExpiresAt(expiresAt.toEpochMilli());
        row.setProvenAt(provenAt == null ? null : provenAt.toEpochMilli());
        em.persist(row);
        em.flush(); // of two concurrent registrations of one key the second fails here
        prune();
    }

    private void prune() {
        List<AimAgentKeyEntity> rows = rows();
        rows.stream()
                .skip(KEPT)
                .filter(row -> !row.toKey().validity().admitted(Time.currentTimeMillis()))
                .forEach(em::remove);
    }

    static boolean isKnown(EntityManager em, String realmId, String thumbprint) {
        return List.of("AimAgentKey.countByThumbprint", "AimRevokedKey.countByThumbprint").stream()
                .anyMatch(query -> em.createNamedQuery(query, Long.class)
                                .setParameter("realmId", realmId)
                                .setParameter("thumbprint", thumbprint)
                                .getSingleResult()
                        > 0);
    }

    void prove(String thumbprint, Instant at) {
        row(thumbprint).setProvenAt(at.toEpochMilli());
    }

    void replace(String thumbprint, String replacedBy, Instant graceUntil) {
        AimAgentKeyEntity row = row(thumbprint);
        long now = Time.currentTimeMillis();
        if (graceUntil.toEpochMilli() > now) {
            require(row, KeyState.GRACE);
            row.beginGrace(replacedBy, graceUntil.toEpochMilli());
        } else {
            require(row, KeyState.RETIRED);
            row.setReplacedBy(replacedBy);
            row.end(KeyState.RETIRED, now, null);
        }
        agent.setRotationCount(agent.getRotationCount() + 1);
    }

    void retire(String thumbprint) {
        AimAgentKeyEntity row = row(thumbprint);
        require(row, KeyState.RETIRED);
        row.end(KeyState.RETIRED, Time.currentTimeMillis(), null);
    }

    void revoke(String thumbprint, @Nullable String reason) {
        AimAgentKeyEntity row = row(thumbprint);
        require(row, KeyState.REVOKED);
        long now = Time.currentTimeMillis();
        row.end(KeyState.REVOKED, now, reason);
        em.persist(new AimRevokedKeyEntity(agent.getRealmId(), thumbprint, agent.getId(), now));
    }

    List<AgentKey> noticeExpiry(Instant before, int days) {
        return rows().stream()
                .filter(row -> row.getState() == KeyState.ACTIVE && !row.isNoticed(days))
                .filter(row -> {
                    Instant expiresAt = row.toKey().expiresAt();
                    return expiresAt != null && !expiresAt.isAfter(before);
                })
                .map(row -> {
                    row.setExpiryNotice(days);
                    return row.toKey();
                })
                .toList();
    }

    private static void require(AimAgentKeyEntity row, KeyState target) {
        if (!row.getState().canBecome(target)) {
            throw new IllegalStateException(row.getState().code() + " cannot become " + target.code());
        }
    }
}
