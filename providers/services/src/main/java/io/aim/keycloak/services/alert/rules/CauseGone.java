package io.aim.keycloak.services.alert.rules;

import io.aim.keycloak.core.alert.AlertEnding;
import io.aim.keycloak.core.alert.AlertState;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertProvider;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Resolves alerts whose cause is gone, in whatever state people left them: there is nothing left to look at. */
record CauseGone(KeycloakSession session, RealmModel realm, Instant now) {

    private static final String NOTE = "Resolved by the server: ";
    private static final String DELETED = "the agent was deleted";

    void resolve(AlertEnding ending) {
        AlertProvider alerts = session.getProvider(AlertProvider.class);
        alerts.lockLive(realm, ending.dedupKey()).ifPresent(alert -> resolve(alerts, alert, NOTE + ending.cause()));
    }

    /** Nothing can be done any more about an agent that is gone. */
    void resolveAllOf(String agentId) {
        AlertProvider alerts = session.getProvider(AlertProvider.class);
        alerts.lockAllLive(realm, agentId).forEach(alert -> resolve(alerts, alert, NOTE + DELETED));
    }

    private void resolve(AlertProvider alerts, Alert alert, String note) {
        alerts.change(alert, AlertState.RESOLVED, note, null, now);
        AuditTrail trail = new AuditTrail(session, realm);
        trail.write(trail.begin(AuditAction.ALERT_RESOLVED, AuditActor.SYSTEM)
                .target("alert", alert.id(), alert.title())
                .detail("type", alert.type())
                .detail("agent", alert.agentId())
                .detail("previous_state", alert.state().code())
                .detail("note", note));
    }
}
