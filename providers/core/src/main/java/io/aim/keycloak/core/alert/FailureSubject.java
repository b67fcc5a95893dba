package io.aim.keycloak.core.alert;

import io.aim.keycloak.core.assertion.RefusalReason;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who failed to authenticate: an agent or API key that exists, or else an address. Failures are counted for each of them;
 * all addresses of a realm share one alert, so that who has many cannot make many.
 *
 * @param kind {@code agent}, {@code api_key} or {@code address}
 * @param id of the agent or key, or the address
 * @param name of the agent or key
 */
public record FailureSubject(
        String kind, String id, @Nullable String name) {

    /** Most characters of a {@link #key()}; longer ones are cut. */
    public static final int KEY_MAX = 255;

    private static final String ADDRESS = "address";
    private static final String UNKNOWN = "unknown";

    /** The caller proved who it is, and was refused for another reason. */
    private static final Set<RefusalReason> AUTHENTICATED = EnumSet.of(
            RefusalReason.AGENT_PENDING,
            RefusalReason.AGENT_SUSPENDED,
            RefusalReason.AGENT_REVOKED,
            RefusalReason.AGENT_EXPIRED,
            RefusalReason.RATE_LIMITED);

    private static final Set<String> FAILURES = EnumSet.complementOf(EnumSet.copyOf(AUTHENTICATED)).stream()
            .map(RefusalReason::code)
            .collect(Collectors.toUnmodifiableSet());

    /** Who failed in that event; empty if it is no failed authentication. */
    public static Optional<FailureSubject> of(AuditEvent event) {
        if (!failed(event)) {
            return Optional.empty();
        }
        AuditTarget target = event.target();
        if (target != null && target.id() != null && target.name() != null) {
            return Optional.of(new FailureSubject(target.kind(), target.id(), target.name()));
        }
        String address = event.sourceIp();
        return Optional.of(new FailureSubject(ADDRESS, address == null ? UNKNOWN : address, null));
    }

    private static boolean failed(AuditEvent event) {
        return AuditAction.API_KEY_REFUSED.code().equals(event.action())
                || (AuditAction.AGENT_TOKEN_REFUSED.code().equals(event.action())
                        && event.reason() != null
                        && FAILURES.contains(event.reason()));
    }

    /** What its failures are counted under. */
    public String key() {
        String key = kind + ":" + id;
        return key.substring(0, Math.min(key.length(), KEY_MAX));
    }

    /** The alert about its failures. */
    AlertSignal signal(AlertSeverity severity, AuditEvent event) {
        boolean agent = AuditTarget.AGENT.equals(kind);
        AlertSignal signal = AlertSignal.once(
                AlertType.AUTH_FAILURE_BURST,
                severity,
                ADDRESS.equals(kind) ? ADDRESS : key(),
                agent ? id : null,
                agent ? name : null,
                event.id(),
                event.time());
        return agent
                ? signal
                : signal.titled(
                        (name == null ? id : name) + ": " + signal.type().title());
    }
}
