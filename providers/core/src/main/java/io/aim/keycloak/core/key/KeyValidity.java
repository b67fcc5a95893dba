package io.aim.keycloak.core.key;

import org.jspecify.annotations.Nullable;

/**
 * When signatures of a key are accepted. Times are milliseconds since the epoch.
 *
 * @param state state of the key
 * @param expiresAt time from which the key is refused, or null
 * @param graceUntil time until which a key in {@link KeyState#GRACE} is accepted, or null
 */
public record KeyValidity(
        KeyState state, @Nullable Long expiresAt, @Nullable Long graceUntil) {

    /** Whether the state admits the key at that time; expiry is judged apart, see {@link #expired}. */
    public boolean admitted(long nowMillis) {
        return state == KeyState.ACTIVE || (state == KeyState.GRACE && graceUntil != null && nowMillis < graceUntil);
    }

    /** Whether the key's lifetime is over. */
    public boolean expired(long nowMillis) {
        return expiresAt != null && nowMillis >= expiresAt;
    }

    /** Whether the key is accepted at that time. */
    public boolean usable(long nowMillis) {
        return admitted(nowMillis) && !expired(nowMillis);
    }
}
