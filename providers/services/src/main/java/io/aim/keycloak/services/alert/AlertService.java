package io.aim.keycloak.services.alert;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.alert.AlertState;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertProvider;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What people do about alerts: each is one change of a locked row and one event, in the session's transaction. */
final class AlertService {

    private static final String TARGET = "alert";
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(90);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AlertProvider alerts;
    private final AuditTrail trail;

    AlertService(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.alerts = session.getProvider(AlertProvider.class);
        this.trail = new AuditTrail(session, realm);
    }

    Alert find(String id) {
        return alerts.get(realm, id).orElseThrow(AlertService::unknown);
    }

    private static AimException unknown() {
        return AimException.notFound("No such alert in this realm");
    }

    Alert acknowledge(String id, @Nullable String note) {
        return change(id, AlertState.ACKNOWLEDGED, AuditAction.ALERT_ACKNOWLEDGED, note);
    }

    Alert resolve(String id, String note) {
        return change(id, AlertState.RESOLVED, AuditAction.ALERT_RESOLVED, note);
    }

    Alert suppress(String id, String reason) {
        return change(id, AlertState.SUPPRESSED, AuditAction.ALERT_SUPPRESSED, reason);
    }

    private Alert change(String id, AlertState next, AuditAction action, @Nullable String note) {
        Alert alert = lock(id);
        if (!alert.state().canBecome(next)) {
            throw AimException.conflict(
                    "illegal_transition",
                    "An alert that is " + alert.state().code() + " cannot become " + next.code(),
                    "state");
        }
        alerts.change(alert, next, note, trail.caller().id(), now());
        trail.write(begin(action, alert)
                .detail("previous_state", alert.state().code())
                .detail("note", note));
        return find(id);
    }

    /** @param to user id or username; null for nobody */
    Alert assign(String id, @Nullable String to) {
        String userId = to == null || to.isBlank() ? null : assignee(to);
        Alert alert = lock(id);
        requireLive(alert);
        alerts.assign(alert, userId);
        trail.write(begin(AuditAction.ALERT_ASSIGNED, alert)
                .detail("user", userId)
                .detail("previous_user", alert.assigneeId()));
        return find(id);
    }

    private String assignee(String to) {
        UserModel user = new UserLookup(session, realm).find(to);
        if (user == null || !user.isEnabled() || user.getServiceAccountClientLink() != null) {
            throw new InvalidInputException("to", "unknown_user", "to must be an enabled user of the realm");
        }
        return user.getId();
    }

    Alert snooze(String id, @Nullable Instant until) {
        Instant now = now();
        if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SNOOZE)))) {
            throw new InvalidInputException(
                    "until",
                    "out_of_range",
                    "until must be in the future, at most " + LONGEST_SNOOZE.toDays() + " days ahead");
        }
        Alert alert = lock(id);
        requireLive(alert);
        alerts.snooze(alert, until);
        trail.write(begin(AuditAction.ALERT_SNOOZED, alert).detail("until", IsoTime.text(until)));
        return find(id);
    }

    private static void requireLive(Alert alert) {
        if (!alert.state().isActive()) {
            throw AimException.conflict(
                    "alert_not_active", "The alert is " + alert.state().code(), "state");
        }
    }

    private Alert lock(String id) {
        return alerts.lock(realm, id).orElseThrow(AlertService::unknown);
    }

    private AuditEvent.Builder begin(AuditAction action, Alert alert) {
        return trail.begin(action)
                .target(TARGET, alert.id(), alert.title())
                .detail("type", alert.type())
                .detail("agent", alert.agentId());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
