package io.aim.keycloak.services.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/**
 * One of some words that a realm can choose, kept as an attribute of the realm.
 *
 * @param attribute name of the attribute
 * @param byDefault the choice of realms that did not choose
 * @param values all choices
 */
public record RealmChoice(String attribute, String byDefault, List<String> values) {

    public RealmChoice {
        values = List.copyOf(values);
    }

    /** The choice in effect: whoever writes attributes directly cannot invent one. */
    public String of(RealmModel realm) {
        String value = realm.getAttribute(attribute);
        return allows(value) ? value : byDefault;
    }

    /** Whether it is one of the choices. */
    public boolean allows(@Nullable String value) {
        return value != null && values.contains(value);
    }
}
