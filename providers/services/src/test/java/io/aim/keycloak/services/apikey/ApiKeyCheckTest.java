package io.aim.keycloak.services.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.apikey.ApiKeyRefusal;
import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.core.apikey.ApiKeyState;
import io.aim.keycloak.core.apikey.Peppers;
import io.aim.keycloak.core.apikey.PlainApiKey;
import io.aim.keycloak.core.apikey.SecretHash;
import io.aim.keycloak.core.apikey.StoredSecrets;
import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyCreator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyCheckTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final PlainApiKey SECRET = PlainApiKey.generate(new Random(1));

    private final ApiKey key = new ApiKey(
            SECRET.id(),
            "realm",
            "ci",
            StoredSecrets.of(SecretHash.of(SECRET, Peppers.NONE)),
            Set.of(ApiKeyScope.AGENTS_READ),
            List.of("192.0.2.0/24"),
            ApiKeyState.ACTIVE,
            new ApiKeyCreator("creator", "realm"),
            NOW.minusSeconds(60),
            NOW.plusSeconds(60),
            null,
            null);

    private static ApiKeyCheck.Verdict verdict(ApiKey stored, PlainApiKey sent, Instant now, String address) {
        return new ApiKeyCheck(
                        id -> Optional.of(stored).filter(found -> found.id().equals(id)), () -> Peppers.NONE)
                .verdict(sent.reveal(), "realm", now, address);
    }

    private ApiKeyRefusal refusal(ApiKey stored) {
        return verdict(stored, SECRET, NOW, "192.0.2.1").refusal();
    }

    @Test
    void acceptsTheKey() {
        ApiKeyCheck.Verdict verdict = verdict(key, SECRET, NOW, "192.0.2.1");

        assertThat(verdict.refusal()).isNull();
        assertThat(verdict.key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aim_live_",
                "aim_live_0123456789abcdef_0123456789012345678901234567890123456789abc000000",
                "aim_test_0123456789abcdef_0123456789012345678901234567890123456789abc000000"
            })
    void looksNothingUpForWhatIsNoKey(String text) {
        ApiKeyCheck check = new ApiKeyCheck(
                id -> {
                    throw new AssertionError("looked up " + id);
                },
                () -> {
                    throw new AssertionError("asked for peppers");
                });

        assertThat(check.verdict(text, "realm", NOW, null).refusal()).isEqualTo(ApiKeyRefusal.MALFORMED);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        ApiKeyCheck.Verdict verdict = verdict(key, PlainApiKey.generate(new Random(2)), NOW, "192.0.2.1");

        assertThat(verdict.refusal()).isEqualTo(ApiKeyRefusal.UNKNOWN_KEY);
        assertThat(verdict.key()).isNull();
    }

    @Test
    void aKeyOfAnotherRealmIsNotTold() {
        ApiKeyCheck.Verdict verdict = new ApiKeyCheck(id -> Optional.of(key), () -> Peppers.NONE)
                .verdict(SECRET.reveal(), "another", NOW, "192.0.2.1");

        assertThat(verdict.refusal()).isEqualTo(ApiKeyRefusal.OTHER_REALM);
        assertThat(verdict.key()).isNull();
        assertThat(verdict.isHolder()).isFalse();
    }

    @Test
    void whoHasTheWrongSecretIsNotTheHolder() {
        PlainApiKey guess = PlainApiKey.generate(SECRET.id(), new Random(3));
        ApiKeyCheck.Verdict verdict = verdict(key.in(ApiKeyState.REVOKED), guess, NOW, "192.0.2.1");

        assertThat(verdict.refusal()).isEqualTo(ApiKeyRefusal.WRONG_SECRET);
        assertThat(verdict.isHolder()).isFalse();
    }

    @Test
    void refusesByStateTimeAndAddress() {
        assertThat(refusal(key.in(ApiKeyState.DISABLED))).isEqualTo(ApiKeyRefusal.KEY_DISABLED);
        assertThat(refusal(key.in(ApiKeyState.REVOKED))).isEqualTo(ApiKeyRefusal.KEY_REVOKED);
        assertThat(verdict(key, SECRET, key.expiresAt(), "192.0.2.1").refusal()).isEqualTo(ApiKeyRefusal.KEY_EXPIRED);
        assertThat(verdict(key, SECRET, key.expiresAt().minusMillis(1), "192.0.2.1")
                        .refusal())
                .isNull();
        assertThat(verdict(key, SECRET, NOW, "192.0.3.1").refusal()).isEqualTo(ApiKeyRefusal.ADDRESS_NOT_ALLOWED);
        assertThat(verdict(key, SECRET, NOW, null).refusal()).isEqualTo(ApiKeyRefusal.ADDRESS_NOT_ALLOWED);
    }
}
