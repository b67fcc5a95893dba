package io.aim.keycloak.services.alert.mail;

import io.aim.keycloak.spi.alert.Alert;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The words of a message come from the templates {@code aim-alert} and {@code aim-alerts}, in the reader's language. */
record AlertMessage(KeycloakSession session, RealmModel realm, UserModel reader) {

    void send(List<Alert> alerts) throws EmailException {
        if (alerts.size() == 1) {
            Alert alert = alerts.get(0);
            send("aimAlertSubject_" + alert.type(), subject(alert), "aim-alert.ftl", Map.of("alert", values(alert)));
        } else {
            send(
                    "aimAlertsSubject",
                    alerts.size(),
                    "aim-alerts.ftl",
                    Map.of("alerts", alerts.stream().map(this::values).toList()));
        }
    }

    private void send(String subject, Object subjectValue, String template, Map<String, Object> values)
            throws EmailException {
        session.getProvider(EmailTemplateProvider.class)
                .setRealm(realm)
                .setUser(reader)
                .send(subject, List.of(subjectValue), template, new HashMap<>(values));
    }

    /** Whom it is about: the agent, or the realm as a whole. */
    private String subject(Alert alert) {
        return Objects.requireNonNullElse(
                alert.agentName(), Objects.requireNonNullElse(realm.getDisplayName(), realm.getName()));
    }

    private Map<String, String> values(Alert alert) {
        return Map.of(
                "id",
                alert.id(),
                "type",
                alert.type(),
                "severity",
                alert.severity().code(),
                "subject",
                subject(alert),
                "count",
                String.valueOf(alert.count()),
                "firstSeenAt",
                alert.firstSeenAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                "lastSeenAt",
                alert.lastSeenAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
