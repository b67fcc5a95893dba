package io.aim.keycloak.services.realm.settings;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.services.alert.AlertSettings;
import io.aim.keycloak.services.rest.JsonBody;
import java.util.regex.Pattern;
import org.keycloak.models.RealmModel;

/** A text that a realm can set, and its field. */
enum RealmTextSetting {
    ALERT_CONTACT("alertContact", AlertSettings.CONTACT) {
        @Override
        boolean allows(String value) {
            return ADDRESS.matcher(value).matches();
        }

        @Override
        String rule() {
            return "an e-mail address";
        }
    },
    ALERT_MAIL_SEVERITY("alertMailSeverity", AlertSettings.MAIL_SEVERITY) {
        @Override
        boolean allows(String value) {
            return AlertSeverity.fromCode(value).isPresent();
        }

        @Override
        String rule() {
            return "info, warning, high or critical";
        }
    };

    private static final int MAX = 254;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"()\\[\\]]{1,64}@[A-Za-z0-9.-]{1,189}");

    private final String field;
    private final String attribute;

    RealmTextSetting(String field, String attribute) {
        this.field = field;
        this.attribute = attribute;
    }

    abstract boolean allows(String value);

    abstract String rule();

    String field() {
        return field;
    }

    /** @throws InvalidInputException if the body has another value for it than one that is allowed, or null */
    void check(JsonBody body) {
        String value = AgentRules.text(field, body.text(field), MAX);
        if (value != null && !allows(value)) {
            throw new InvalidInputException(field, "invalid_value", field + " must be " + rule());
        }
    }

    /** Takes over what the body says. */
    void change(RealmModel realm, JsonBody body) {
        if (body.has(field)) {
            RealmSetting.set(realm, attribute, AgentRules.text(field, body.text(field), MAX));
        }
    }
}
