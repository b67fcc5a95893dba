package io.aim.keycloak.core.capability;

import java.util.Locale;

/** Why the conditions of a grant do not hold. */
public enum ConditionRefusal {
    OUTSIDE_TIME_WINDOW,
    ADDRESS_NOT_ALLOWED,
    TOO_MANY_CALLS;

    /** Stable code. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
