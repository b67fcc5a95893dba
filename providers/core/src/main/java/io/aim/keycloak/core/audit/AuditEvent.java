package io.aim.keycloak.core.audit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to whom, when, from where, with what result.
 *
 * @param id UUIDv7 that begins with {@code time}
 * @param realmId id of the realm
 * @param time when, to the millisecond
 * @param category class of the action, which decides on retention
 * @param action code of the {@link AuditAction}
 * @param actor who acted
 * @param onBehalfOf id of the user for whom an agent acted
 * @param target what was acted upon
 * @param result how it ended
 * @param reason stable reason code of a result that is no success
 * @param correlationId what ties events of one request together: a token id, an assertion id, a trace id
 * @param sourceIp address of the caller; of a user it is personal data
 * @param userAgent the caller's User-Agent header; of a user it is personal data
 * @param keyThumbprint RFC 7638 thumbprint of the key that authenticated the actor
 * @param trustScore the agent's score at that time, 0.000 to 1.000
 * @param details further facts, bounded and without secrets
 */
public record AuditEvent(
        String id,
        String realmId,
        Instant time,
        AuditCategory category,
        String action,
        AuditActor actor,
        @Nullable String onBehalfOf,
        @Nullable AuditTarget target,
        AuditResult result,
        @Nullable String reason,
        @Nullable String correlationId,
        @Nullable String sourceIp,
        @Nullable String userAgent,
        @Nullable String keyThumbprint,
        @Nullable BigDecimal trustScore,
        SortedMap<String, String> details) {

    public AuditEvent {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        trustScore = trustScore == null ? null : trustScore.setScale(3, RoundingMode.HALF_UP);
    }

    /** Begins an event. */
    public static Builder of(AuditAction action, String realmId, Instant time, AuditActor actor) {
        return new Builder(action, realmId, time, actor);
    }

    /** Collects what is known of an event; texts that are too long are cut, control characters replaced. */
    public static final class Builder {

        private final AuditAction action;
        private final String realmId;
        private final Instant time;
        private final AuditActor actor;
        private final AuditDetails details = new AuditDetails();
        private @Nullable String onBehalfOf;
        private @Nullable AuditTarget target;
        private AuditResult result = AuditResult.SUCCESS;
        private @Nullable String reason;
        private @Nullable String correlationId;
        private @Nullable String sourceIp;
        private @Nullable String userAgent;
        private @Nullable String keyThumbprint;
        private @Nullable BigDecimal trustScore;

        private Builder(AuditAction action, String realmId, Instant time, AuditActor actor) {
            this.action = action;
            this.realmId = realmId;
            this.time = time;
            this.actor = new AuditActor(
                    actor.kind(),
                    AuditText.bounded(actor.id(), AuditText.ID),
                    AuditText.bounded(actor.name(), AuditText.NAME));
        }

        public Builder onBehalfOf(@Nullable String userId) {
            this.onBehalfOf = AuditText.bounded(userId, AuditText.ID);
            return this;
        }

        public Builder target(String kind, @Nullable String id, @Nullable String name) {
            this.target = new AuditTarget(
                    String.valueOf(AuditText.bounded(kind, AuditText.KIND)),
                    AuditText.bounded(id, AuditText.ID),
                    AuditText.bounded(name, AuditText.NAME));
            return this;
        }

        /** A result that is no success, with its reason code. */
        public Builder ended(AuditResult result, @Nullable String reason) {
            this.result = result;
            this.reason = AuditText.bounded(reason, AuditText.CODE);
            return this;
        }

        public Builder correlationId(@Nullable String correlationId) {
            this.correlationId = AuditText.bounded(correlationId, AuditText.ID);
            return this;
        }

        public Builder from(@Nullable String sourceIp, @Nullable String userAgent) {
            this.sourceIp = AuditText.bounded(sourceIp, AuditText.CODE);
            this.userAgent = AuditText.bounded(userAgent, AuditText.NAME);
            return this;
        }

        public Builder keyThumbprint(@Nullable String keyThumbprint) {
            this.keyThumbprint = AuditText.bounded(keyThumbprint, AuditText.CODE);
            return this;
        }

        public Builder trustScore(@Nullable BigDecimal trustScore) {
            this.trustScore = trustScore;
            return this;
        }

        public Builder detail(String name, @Nullable String value) {
            details.put(name, value);
            return this;
        }

        public Builder details(Map<String, String> more) {
            more.forEach(details::put);
            return this;
        }

        public AuditEvent build() {
            return new AuditEvent(
                    TimeOrderedId.at(time),
                    realmId,
                    time,
                    action.category(),
                    action.code(),
                    actor,
                    onBehalfOf,
                    target,
                    result,
                    reason,
                    correlationId,
                    sourceIp,
                    userAgent,
                    keyThumbprint,
                    trustScore,
                    details.toMap());
        }
    }
}
