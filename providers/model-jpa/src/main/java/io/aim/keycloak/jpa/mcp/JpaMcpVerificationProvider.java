package io.aim.keycloak.jpa.mcp;

import io.aim.keycloak.core.mcp.VerificationMethod;
import io.aim.keycloak.core.mcp.VerificationState;
import io.aim.keycloak.spi.mcp.McpVerification;
import io.aim.keycloak.spi.mcp.McpVerificationPage;
import io.aim.keycloak.spi.mcp.McpVerificationProvider;
import io.aim.keycloak.spi.mcp.McpVerificationWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/** Verifications in Keycloak's database. */
record JpaMcpVerificationProvider(EntityManager em) implements McpVerificationProvider {

    private static final String REALM_ID = "realmId";
    private static final String SERVER_ID = "serverId";
    private static final String ID = "id";
    private static final String CLAIM = "claim";
    private static final String NOW = "now";
    private static final String TIME = "time";

    @Override
    public McpVerification request(
            RealmModel realm,
            String serverId,
            VerificationMethod method,
            String issuer,
            @Nullable String requestedBy,
            Instant now) {
        Optional<McpVerification> running = Optional.empty();
        while (running.isEmpty()) { // the one that was in the way may just have ended
            em.createNamedQuery("AimMcpVerification.add")
                    .setParameter(ID, UUID.randomUUID().toString())
                    .setParameter(REALM_ID, realm.getId())
                    .setParameter(SERVER_ID, serverId)
                    .setParameter("method", method.code())
                    .setParameter("issuer", issuer)
                    .setParameter("requestedBy", requestedBy)
                    .setParameter(NOW, now.toEpochMilli())
                    .executeUpdate();
            running = first(ofServer("AimMcpVerification.running", realm, serverId));
        }
        return running.get();
    }

    @Override
    public Optional<McpVerification> get(RealmModel realm, String serverId, String id) {
        return first(ofServer("AimMcpVerification.get", realm, serverId).setParameter(ID, id));
    }

    @Override
    public McpVerificationPage list(
            RealmModel realm, String serverId, @Nullable Instant afterTime, @Nullable String afterId, int max) {
        TypedQuery<AimMcpVerificationEntity> query = afterTime == null || afterId == null
                ? ofServer("AimMcpVerification.list", realm, serverId)
                : ofServer("AimMcpVerification.listAfter", realm, serverId)
                        .setParameter(TIME, afterTime.toEpochMilli())
                        .setParameter(ID, afterId);
        List<McpVerification> found = query.setMaxResults(max + 1)
                .getResultStream()
                .map(AimMcpVerificationEntity::toValue)
                .toList();
        long total = em.createNamedQuery("AimMcpVerification.count", Long.class)
                .setParameter(REALM_ID, realm.getId())
                .setParameter(SERVER_ID, serverId)
                .getSingleResult();
        return new McpVerificationPage(found.stream().limit(max).toList(), found.size() > max, total);
    }

    @Override
    public Optional<McpVerification> newest(RealmModel realm, String serverId) {
        return first(ofServer("AimMcpVerification.list", realm, serverId));
    }

    private TypedQuery<AimMcpVerificationEntity> ofServer(String query, RealmModel realm, String serverId) {
        return em.createNamedQuery(query, AimMcpVerificationEntity.class)
                .setParameter(REALM_ID, realm.getId())
                .setParameter(SERVER_ID, serverId);
    }

    private static Optional<McpVerification> first(TypedQuery<AimMcpVerificationEntity> query) {
        return query.setMaxResults(1).getResultList().stream().findFirst().map(AimMcpVerificationEntity::toValue);
    }

    @Override
    public List<McpVerificationWork> waiting(Instant now, int max) {
        return em
                .createNamedQuery("AimMcpVerification.waiting", Object[].class)
                .setParameter(NOW, now.toEpochMilli())
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(row -> new McpVerificationWork((String) row[0], (String) row[1]))
                .toList();
    }

    @Override
    public Optional<McpVerification> claim(McpVerificationWork work, String claim, Instant now, Instant until) {
        int claimed = claimed("AimMcpVerification.claim", work.realmId(), work.id(), claim)
                .setParameter(NOW, now.toEpochMilli())
                .setParameter("until", until.toEpochMilli())
                .executeUpdate();
        return claimed == 0
                ? Optional.empty()
                : first(em.createNamedQuery("AimMcpVerification.claimed", AimMcpVerificationEntity.class)
                        .setParameter(REALM_ID, work.realmId())
                        .setParameter(ID, work.id())
                        .setParameter(CLAIM, claim));
    }

    @Override
    public boolean finish(
            RealmModel realm, String id, String claim, @Nullable String failure, @Nullable String detail, Instant now) {
        VerificationState state = failure == null ? VerificationState.SUCCEEDED : VerificationState.FAILED;
        return claimed("AimMcpVerification.finish", realm.getId(), id, claim)
                        .setParameter("state", state.code())
                        .setParameter("failure", cut(failure, McpVerification.FAILURE_MAX))
                        .setParameter("detail", cut(detail, McpVerification.DETAIL_MAX))
                        .setParameter(NOW, now.toEpochMilli())
                        .executeUpdate()
                > 0;
    }

    private Query claimed(String query, String realmId, String id, String claim) {
        return em.createNamedQuery(query)
                .setParameter(REALM_ID, realmId)
                .setParameter(ID, id)
                .setParameter(CLAIM, claim);
    }

    private static @Nullable String cut(@Nullable String text, int max) {
        return text == null || text.length() <= max ? text : text.substring(0, max);
    }

    @Override
    public int removeBefore(RealmModel realm, String serverId, Instant time) {
        return em.createNamedQuery("AimMcpVerification.removeBefore")
                .setParameter(REALM_ID, realm.getId())
                .setParameter(SERVER_ID, serverId)
                .setParameter(TIME, time.toEpochMilli())
                .executeUpdate();
    }

    @Override
    public void close() {
        // the entity manager is the session's
    }
}
