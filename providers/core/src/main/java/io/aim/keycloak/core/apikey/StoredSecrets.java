package io.aim.keycloak.core.apikey;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a key: the current one, and the one that it replaced.
 *
 * @param current what new holders have
 * @param previous what was rotated away
 * @param previousUntil when the previous one ends
 */
public record StoredSecrets(
        SecretHash current,
        @Nullable SecretHash previous,
        @Nullable Instant previousUntil) {

    /** The secrets of a new key. */
    public static StoredSecrets of(SecretHash current) {
        return new StoredSecrets(current, null, null);
    }

    /** The secrets after a rotation; what was replaced earlier ends now. */
    public StoredSecrets rotated(SecretHash next, Instant until) {
        return new StoredSecrets(next, current, until);
    }

    /** Whether the key is one of the two, whatever the time. */
    public boolean include(PlainApiKey key, Peppers peppers) {
        return current.matches(key, peppers) || (previous != null && previous.matches(key, peppers));
    }

    /** Why that key is refused now; empty if it is accepted. */
    public Optional<ApiKeyRefusal> check(PlainApiKey key, Peppers peppers, Instant now) {
        if (current.matches(key, peppers)) {
            return Optional.empty();
        }
        if (previous != null && previous.matches(key, peppers)) {
            return previousUntil != null && now.isBefore(previousUntil)
                    ? Optional.empty()
                    : Optional.of(ApiKeyRefusal.SECRET_REPLACED);
        }
        boolean checkable = current.isCheckable(peppers) && (previous == null || previous.isCheckable(peppers));
        return Optional.of(checkable ? ApiKeyRefusal.WRONG_SECRET : ApiKeyRefusal.PEPPER_UNKNOWN);
    }
}
