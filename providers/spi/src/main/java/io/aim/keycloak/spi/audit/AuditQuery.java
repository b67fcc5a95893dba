package io.aim.keycloak.spi.audit;

import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.AuditTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A search over the events of a realm, newest first; null members do not filter.
 *
 * @param actorId id of the actor
 * @param agentId id of an agent that acted or was acted upon
 * @param action code of an action, or the beginning of codes up to a dot: {@code agent.key} finds
 *     {@code agent.key.proven}
 * @param targetKind kind of the target
 * @param targetId id of the target
 * @param reason reason code
 * @param correlationId exact correlation id
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 */
public record AuditQuery(
        @Nullable AuditActorKind actorKind,
        @Nullable String actorId,
        @Nullable String agentId,
        @Nullable AuditCategory category,
        @Nullable String action,
        @Nullable String targetKind,
        @Nullable String targetId,
        @Nullable AuditResult result,
        @Nullable String reason,
        @Nullable String correlationId,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Everything. */
    public static final AuditQuery ALL =
            new AuditQuery(null, null, null, null, null, null, null, null, null, null, null, null);

    /** Whether it is about one actor, target or request, of whom an index tells. */
    public boolean isAboutOne() {
        return actorId != null || agentId != null || targetId != null || correlationId != null;
    }

    /** Whether it is about a time and nothing else. */
    public boolean isAboutTimeOnly() {
        return (from != null || to != null)
                && equals(new AuditQuery(null, null, null, null, null, null, null, null, null, null, from, to));
    }

    /** Whether a search would find that event. */
    public boolean matches(AuditEvent event) {
        AuditTarget target = event.target();
        return (actorKind == null || actorKind == event.actor().kind())
                && wanted(actorId, event.actor().id())
                && (agentId == null || concernsAgent(event))
                && (category == null || category == event.category())
                && (action == null
                        || event.action().equals(action)
                        || event.action().startsWith(action + "."))
                && wanted(targetKind, target == null ? null : target.kind())
                && wanted(targetId, target == null ? null : target.id())
                && (result == null || result == event.result())
                && wanted(reason, event.reason())
                && wanted(correlationId, event.correlationId())
                && (from == null || !event.time().isBefore(from))
                && (to == null || event.time().isBefore(to));
    }

    private static boolean wanted(@Nullable String filter, @Nullable String value) {
        return filter == null || filter.equals(value);
    }

    private boolean concernsAgent(AuditEvent event) {
        AuditTarget target = event.target();
        return (event.actor().kind() == AuditActorKind.AGENT
                        && wanted(agentId, event.actor().id()))
                || (target != null && AuditTarget.AGENT.equals(target.kind()) && wanted(agentId, target.id()));
    }
}
