package io.aim.keycloak.core.apikey;

import java.util.Locale;

/** Why a key is refused; the caller is told no more than that it is. */
public enum ApiKeyRefusal {
    /** Not of the form of a key, or its checksum is wrong. */
    MALFORMED,
    UNKNOWN_KEY,
    /** The key belongs to another realm. */
    OTHER_REALM,
    WRONG_SECRET,
    /** The secret was rotated away and the overlap is over. */
    SECRET_REPLACED,
    /** The hash was made with a pepper that the server does not have. */
    PEPPER_UNKNOWN,
    KEY_REVOKED,
    KEY_DISABLED,
    KEY_EXPIRED,
    ADDRESS_NOT_ALLOWED,
    /** The creator is gone or disabled. */
    CREATOR_GONE;

    /** Stable code. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
