package io.aim.keycloak.core.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.Sha256;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretHashTest {

    private static final Peppers OLD = Peppers.parse("a".repeat(32));
    private static final Peppers NEW = Peppers.parse("b".repeat(32));
    private static final Peppers BOTH = Peppers.parse("b".repeat(32) + "\n\n  " + "a".repeat(32) + "\r\n");
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private final PlainApiKey key = PlainApiKey.generate(new Random(1));
    private final PlainApiKey other = PlainApiKey.generate(key.id(), new Random(2));

    @Test
    void withoutAPepperItIsTheDigestOfTheWholeKey() {
        assertThat(SecretHash.of(key, Peppers.NONE)).isEqualTo(new SecretHash(Sha256.base64Url(key.reveal()), null));
    }

    @Test
    void withAPepperItIsAnotherOne() {
        SecretHash hash = SecretHash.of(key, OLD);

        assertThat(hash.value()).isNotEqualTo(Sha256.base64Url(key.reveal())).hasSize(43);
        assertThat(hash.pepperId()).hasSize(11);
        assertThat(hash.matches(key, OLD)).isTrue();
        assertThat(hash.matches(other, OLD)).isFalse();
    }

    @Test
    void aKeyMadeWithoutAPepperStaysValidWhenThereIsOne() {
        assertThat(SecretHash.of(key, Peppers.NONE).matches(key, NEW)).isTrue();
    }

    @Test
    void aPepperMayBeReplacedAsLongAsTheOldOneIsKept() {
        SecretHash hash = SecretHash.of(key, OLD);

        assertThat(hash.matches(key, BOTH)).isTrue();
        assertThat(SecretHash.of(key, BOTH)).isEqualTo(SecretHash.of(key, NEW));
        assertThat(hash.matches(key, NEW)).isFalse();
        assertThat(StoredSecrets.of(hash).check(key, NEW, NOW)).contains(ApiKeyRefusal.PEPPER_UNKNOWN);
    }

    @Test
    void aShortPepperIsRefused() {
        assertThatThrownBy(() -> Peppers.parse("a".repeat(31))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Peppers.parse(" \n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Peppers.parse("a".repeat(32) + "\nshort"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("short\"");
    }

    @Test
    void bothSecretsAreAcceptedUntilTheOverlapEnds() {
        StoredSecrets secrets = StoredSecrets.of(SecretHash.of(key, Peppers.NONE))
                .rotated(SecretHash.of(other, Peppers.NONE), NOW.plusSeconds(10));

        assertThat(secrets.check(other, Peppers.NONE, NOW)).isEmpty();
        assertThat(secrets.check(key, Peppers.NONE, NOW.plusMillis(9_999))).isEmpty();
        assertThat(secrets.check(key, Peppers.NONE, NOW.plusSeconds(10))).contains(ApiKeyRefusal.SECRET_REPLACED);
        assertThat(secrets.check(other, Peppers.NONE, NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void aSecondRotationEndsTheOldestSecretAtOnce() {
        PlainApiKey third = PlainApiKey.generate(key.id(), new Random(3));
        StoredSecrets secrets = StoredSecrets.of(SecretHash.of(key, Peppers.NONE))
                .rotated(SecretHash.of(other, Peppers.NONE), NOW.plusSeconds(10))
                .rotated(SecretHash.of(third, Peppers.NONE), NOW.plusSeconds(10));

        assertThat(secrets.check(key, Peppers.NONE, NOW)).contains(ApiKeyRefusal.WRONG_SECRET);
        assertThat(secrets.check(other, Peppers.NONE, NOW)).isEmpty();
        assertThat(secrets.check(third, Peppers.NONE, NOW)).isEmpty();
    }
}
