package io.aim.keycloak.core.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void aNameIsOneLine() {
        assertThat(ApiKeyRules.name("  CI of the payments team ")).isEqualTo("CI of the payments team");
        refused(() -> ApiKeyRules.name(null), "name", "required");
        refused(() -> ApiKeyRules.name("two\nlines"), "name", "invalid_characters");
        refused(() -> ApiKeyRules.name("x".repeat(129)), "name", "too_long");
    }

    @Test
    void aKeyHasAtLeastOneKnownScope() {
        assertThat(ApiKeyRules.scopes(List.of("audit:read", "agents:read", "agents:read")))
                .containsExactly(ApiKeyScope.AGENTS_READ, ApiKeyScope.AUDIT_READ);
        refused(() -> ApiKeyRules.scopes(null), "scopes", "required");
        refused(() -> ApiKeyRules.scopes(List.of()), "scopes", "required");
        refused(() -> ApiKeyRules.scopes(Arrays.asList("agents:read", "agents:*")), "scopes[1]", "invalid_scope");
        refused(() -> ApiKeyRules.scopes(Collections.singletonList(null)), "scopes[0]", "invalid_scope");
    }

    @Test
    void rangesAreWrittenInOneWay() {
        assertThat(ApiKeyRules.ranges(null)).isEmpty();
        assertThat(ApiKeyRules.ranges(List.of("192.0.2.7", "192.0.2.7/32"))).containsExactly("192.0.2.7/32");
        refused(() -> ApiKeyRules.ranges(List.of("192.0.2.0/24", "home")), "allowedCidrs[1]", "invalid_cidr");
        refused(() -> ApiKeyRules.ranges(Collections.nCopies(21, "::1")), "allowedCidrs", "too_many");
    }

    @Test
    void everyKeyEnds() {
        assertThat(ApiKeyRules.expiry(null, NOW)).isEqualTo(NOW.plus(Duration.ofDays(90)));
        assertThat(ApiKeyRules.expiry("2026-03-04T05:06:08Z", NOW)).isEqualTo(NOW.plusSeconds(1));
        assertThat(ApiKeyRules.expiry(NOW.plus(Duration.ofDays(366)).toString(), NOW))
                .isEqualTo(NOW.plus(Duration.ofDays(366)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-04T05:06:07Z",
                "2020-01-01T00:00:00Z",
                "2027-03-06T05:06:07Z",
                "+999999999-01-01T00:00:00Z"
            })
    void noKeyEndsInThePastOrMuchLater(String expiry) {
        refused(() -> ApiKeyRules.expiry(expiry, NOW), "expiresAt", "invalid_expiry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "never", "2026-12-31", "1772600000"})
    void anEndIsATime(String expiry) {
        refused(() -> ApiKeyRules.expiry(expiry, NOW), "expiresAt", "invalid_time");
    }

    @Test
    void anOverlapHasBounds() {
        assertThat(ApiKeyRules.overlap(null)).isEqualTo(Duration.ofHours(24));
        assertThat(ApiKeyRules.overlap(0)).isZero();
        assertThat(ApiKeyRules.overlap(2_592_000)).isEqualTo(Duration.ofDays(30));
        refused(() -> ApiKeyRules.overlap(-1), "overlapSeconds", "invalid_number");
        refused(() -> ApiKeyRules.overlap(2_592_001), "overlapSeconds", "invalid_number");
    }

    @Test
    void revokingIsNoChangeOfState() {
        assertThat(ApiKeyRules.state("disabled")).isEqualTo(ApiKeyState.DISABLED);
        refused(() -> ApiKeyRules.state("revoked"), "state", "invalid_state");
        refused(() -> ApiKeyRules.state(null), "state", "required");
    }

    private static void refused(ThrowingCallable call, String field, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(InvalidInputException.class, e -> {
            assertThat(e.field()).isEqualTo(field);
            assertThat(e.code()).isEqualTo(code);
        });
    }
}
