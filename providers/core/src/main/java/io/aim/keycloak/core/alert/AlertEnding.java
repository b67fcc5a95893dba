package io.aim.keycloak.core.alert;

/**
 * What an alert is about is over, whatever somebody did about it.
 *
 * @param dedupKey the alert
 * @param cause why it is over, in a few words for people
 */
public record AlertEnding(String dedupKey, String cause) implements AlertChange {

    static AlertEnding of(AlertType type, String subject, String cause) {
        return new AlertEnding(AlertSignal.key(type, subject), cause);
    }
}
