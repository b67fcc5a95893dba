package io.aim.keycloak.services.rest;

import org.keycloak.models.RealmModel;

/**
 * A number that a realm can set, kept as an attribute of the realm.
 *
 * @param attribute name of the attribute
 * @param byDefault the value of realms that did not set it
 * @param min smallest value
 * @param max largest value
 */
public record RealmNumber(String attribute, int byDefault, int min, int max) {

    /** The value in effect: whoever writes attributes directly cannot leave the bounds. */
    public int of(RealmModel realm) {
        return Math.max(min, Math.min(max, realm.getAttribute(attribute, byDefault)));
    }

    /** Whether it may be set to that value. */
    public boolean allows(int value) {
        return value >= min && value <= max;
    }
}
