package io.aim.keycloak.services.realm.settings;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.services.capability.CapabilitySettings;
import io.aim.keycloak.services.decision.DecisionSettings;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.RealmChoice;
import org.keycloak.models.RealmModel;

/** A word that a realm can choose, and its field. */
enum RealmChoiceSetting {
    ENFORCEMENT_MODE("enforcementMode", CapabilitySettings.MODE),
    REPEATED_VIOLATIONS("repeatedViolations", DecisionSettings.REPEATED_VIOLATIONS);

    private final String field;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values
    private final RealmChoice choice;

    RealmChoiceSetting(String field, RealmChoice choice) {
        this.field = field;
        this.choice = choice;
    }

    String field() {
        return field;
    }

    /** The choice in effect. */
    String of(RealmModel realm) {
        return choice.of(realm);
    }

    /** @throws InvalidInputException if the body has another value for it than one of the choices, or null */
    void check(JsonBody body) {
        String value = body.text(field);
        if (value != null && !choice.allows(value)) {
            throw new InvalidInputException(
                    field, "invalid_choice", field + " must be one of " + String.join(", ", choice.values()));
        }
    }

    /** Takes over what the body says. */
    void change(RealmModel realm, JsonBody body) {
        if (body.has(field)) {
            RealmSetting.set(realm, choice.attribute(), body.text(field));
        }
    }
}
