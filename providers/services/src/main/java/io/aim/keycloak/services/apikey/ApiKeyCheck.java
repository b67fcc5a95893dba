package io.aim.keycloak.services.apikey;

import io.aim.keycloak.core.apikey.ApiKeyRefusal;
import io.aim.keycloak.core.apikey.ApiKeyState;
import io.aim.keycloak.core.apikey.Peppers;
import io.aim.keycloak.core.apikey.PlainApiKey;
import io.aim.keycloak.spi.apikey.ApiKey;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a key is accepted. Text that is no key is refused before anything is looked up.
 *
 * @param lookup finds a key by its id, in whichever realm
 * @param peppers what hashes are made with
 */
record ApiKeyCheck(Function<String, Optional<ApiKey>> lookup, Supplier<Peppers> peppers) {

    /**
     * What was decided.
     *
     * @param id id in the key; null if it is none
     * @param key the key that the secret belongs to, or is said to; null if the realm has none
     * @param refusal why it is refused; null if it is accepted
     */
    record Verdict(
            @Nullable String id,
            @Nullable ApiKey key,
            @Nullable ApiKeyRefusal refusal) {

        /** Whether the caller holds a secret of the key, even if that is refused. */
        boolean isHolder() {
            return key != null && refusal != ApiKeyRefusal.WRONG_SECRET && refusal != ApiKeyRefusal.PEPPER_UNKNOWN;
        }
    }

    Verdict verdict(String text, String realmId, Instant now, @Nullable String address) {
        PlainApiKey plain = PlainApiKey.parse(text).orElse(null);
        if (plain == null) {
            return new Verdict(null, null, ApiKeyRefusal.MALFORMED);
        }
        ApiKey key = lookup.apply(plain.id()).orElse(null);
        if (key == null) {
            return new Verdict(plain.id(), null, ApiKeyRefusal.UNKNOWN_KEY);
        }
        if (!key.realmId().equals(realmId)) {
            return new Verdict(plain.id(), null, ApiKeyRefusal.OTHER_REALM);
        }
        return new Verdict(
                plain.id(),
                key,
                key.secrets()
                        .check(plain, peppers.get(), now)
                        .or(() -> standing(key, now, address))
                        .orElse(null));
    }

    private static Optional<ApiKeyRefusal> standing(ApiKey key, Instant now, @Nullable String address) {
        if (key.state() == ApiKeyState.REVOKED) {
            return Optional.of(ApiKeyRefusal.KEY_REVOKED);
        }
        if (key.state() == ApiKeyState.DISABLED) {
            return Optional.of(ApiKeyRefusal.KEY_DISABLED);
        }
        if (!now.isBefore(key.expiresAt())) {
            return Optional.of(ApiKeyRefusal.KEY_EXPIRED);
        }
        return key.allows(address) ? Optional.empty() : Optional.of(ApiKeyRefusal.ADDRESS_NOT_ALLOWED);
    }
}
