package io.aim.keycloak.core.alert;

import io.aim.keycloak.core.assertion.RefusalReason;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules that go by one event alone. */
public final class EventRules {

    /** What the finding of an accepted assertion with a legacy audience is called. */
    static final String LEGACY_AUDIENCE_USED = "legacy_audience_used";

    private EventRules() {}

    /** What that event shows; empty for nearly all. */
    public static Optional<AlertSignal> signal(AuditEvent event, AlertThresholds thresholds) {
        return AuditAction.fromCode(event.action()).flatMap(action -> switch (action) {
            case AGENT_TOKEN_REFUSED -> refused(event);
            case AGENT_TOKEN_ISSUED ->
                LEGACY_AUDIENCE_USED.equals(event.details().get("finding"))
                        ? about(event, AlertType.LEGACY_AUDIENCE, AlertSeverity.WARNING)
                        : Optional.empty();
            case AGENT_KEY_EXPIRING -> key(event, AlertType.KEY_EXPIRING, thresholds.expiring(days(event)));
            case AGENT_KEY_EXPIRED -> key(event, AlertType.KEY_EXPIRED, AlertSeverity.HIGH);
            case AGENT_PERSON_LOST -> about(event, AlertType.AGENT_UNACCOUNTABLE, AlertSeverity.WARNING);
            case AGENT_SPONSOR_MISSING -> about(event, AlertType.AGENT_UNACCOUNTABLE, AlertSeverity.HIGH);
            default -> Optional.empty();
        });
    }

    private static Optional<AlertSignal> refused(AuditEvent event) {
        String reason = event.reason();
        if (is(RefusalReason.ASSERTION_REPLAYED, reason)) {
            return about(event, AlertType.ASSERTION_REPLAYED, AlertSeverity.HIGH);
        }
        if (is(RefusalReason.UNKNOWN_KEY, reason)) {
            return about(event, AlertType.UNKNOWN_KEY, AlertSeverity.WARNING);
        }
        if (is(RefusalReason.AGENT_SUSPENDED, reason) || is(RefusalReason.AGENT_REVOKED, reason)) {
            return about(event, AlertType.SUSPENDED_AGENT_ACTIVE, AlertSeverity.HIGH);
        }
        return Optional.empty();
    }

    private static boolean is(RefusalReason expected, @Nullable String reason) {
        return expected.code().equals(reason);
    }

    private static int days(AuditEvent event) {
        try {
            return Integer.parseInt(event.details().getOrDefault("days", "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<AlertSignal> key(AuditEvent event, AlertType type, AlertSeverity severity) {
        return signal(event, type, severity, event.keyThumbprint());
    }

    private static Optional<AlertSignal> about(AuditEvent event, AlertType type, AlertSeverity severity) {
        return signal(event, type, severity, null);
    }

    /** An event about no agent is nothing that somebody could act upon. */
    private static Optional<AlertSignal> signal(
            AuditEvent event, AlertType type, AlertSeverity severity, @Nullable String part) {
        AuditTarget target = event.target();
        if (target == null || !AuditTarget.AGENT.equals(target.kind()) || target.id() == null) {
            return Optional.empty();
        }
        String subject = part == null ? target.id() : target.id() + ":" + part;
        return Optional.of(
                AlertSignal.once(type, severity, subject, target.id(), target.name(), event.id(), event.time()));
    }
}
