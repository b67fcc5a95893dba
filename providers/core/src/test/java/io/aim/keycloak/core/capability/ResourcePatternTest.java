package io.aim.keycloak.core.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.InvalidInputException;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePatternTest {

    @ParameterizedTest
    @CsvSource({
        "reports/*, reports/2027.csv, true",
        "reports/*, reports/, true",
        "reports/*, reports/a/b.csv, false",
        "reports/**, reports/a/b.csv, true",
        "reports/**, reports, false",
        "reports/**, Reports/a, false",
        "**/secret, a/b/secret, true",
        "**/secret, secret, false",
        "db.orders, db.orders, true",
        "db.orders, dbxorders, false",
        "orders[0-9]?, orders[0-9]?, true",
        "orders[0-9]?, orders1x, false",
        "*.csv, .csv, true",
        "a*b*c, aXbYc, true",
        "a*b*c, aXbYcZ, false",
        "**, s3://bucket//x, true",
        "***, a/b, true",
        "straße/*, straße/1, true",
        "*, \uD83D\uDE80, true"
    })
    void aPatternStandsFor(String pattern, String name, boolean expected) {
        assertThat(ResourcePattern.parse("p", pattern).matches(new ResourceName(name)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "reports/*, reports/2027, true",
        "reports/*, reports/2*, true",
        "reports/*, reports/**, false",
        "reports/**, reports/*, true",
        "**, a/**/b*, true",
        "a/b, a**b, false",
        "a/b, a*b, false",
        "*, a/b, false",
        "a*, a, true",
        "reports/*, people/*, false"
    })
    void aPatternCovers(String pattern, String other, boolean expected) {
        assertThat(ResourcePattern.parse("p", pattern).covers(ResourcePattern.parse("p", other)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "a/../b",
                "./a",
                "a/.",
                "a/%2e%2e/b",
                "a/.%2E/b",
                "a/%252e%252e/b",
                "a/..;x=1/b",
                "a/..?x",
                "a/\uFF0E\uFF0E/b",
                "a/\u2025/b",
                "a/%EF%BC%8E%EF%BC%8E/b"
            })
    void dotSegmentsAreRefusedInEveryEncoding(String name) {
        refused(name).satisfies(refusal -> assertThat(code(refusal)).isEqualTo("dot_segment"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "a%5cb", "a%255Cb", "\uFF3C"})
    void backslashesAreRefused(String name) {
        refused(name).satisfies(refusal -> assertThat(code(refusal)).isEqualTo("backslash"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\u0000b", "a\nb", "a%00b", "a%2fb", "a%252Fb", "a\u202Eb", "a\u200Bb", "a\uD800b", "a\u2028b"})
    void whatCannotBeSeenIsRefused(String name) {
        refused(name).satisfies(refusal -> assertThat(code(refusal)).isEqualTo("invalid_characters"));
    }

    @Test
    void lettersAreWrittenInOneWay() {
        refused("cafe\u0301").satisfies(refusal -> assertThat(code(refusal)).isEqualTo("not_normalized"));
        assertThat(new ResourceName("caf\u00e9").value()).isEqualTo("caf\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/...", "a/..b", "a/.hidden", "100%", "a%zz", "https://h/p?q=../x.y", "a b"})
    void namesThatOnlyLookLikeItAreFine(String name) {
        assertThat(new ResourceName(name).value()).isEqualTo(name);
    }

    @Test
    void lengthsAreBounded() {
        assertThat(new ResourceName("a".repeat(4096)).value()).hasSize(4096);
        refused("a".repeat(4097)).satisfies(refusal -> assertThat(code(refusal)).isEqualTo("too_long"));
        assertThatThrownBy(() -> ResourcePattern.parse("resources[0]", "*".repeat(65_536)))
                .isInstanceOfSatisfying(InvalidInputException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("too_long");
                    assertThat(refusal.field()).isEqualTo("resources[0]");
                });
    }

    @Test
    void noPatternIsSlow() {
        ResourcePattern pattern = ResourcePattern.parse("p", "**a*".repeat(127) + "*b");
        ResourceName name = new ResourceName("a".repeat(4096));

        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(pattern.matches(name)).isFalse();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String name) {
        return assertThatThrownBy(() -> new ResourceName(name)).isInstanceOf(InvalidInputException.class);
    }

    private static String code(Throwable refusal) {
        return refusal instanceof InvalidInputException invalid ? invalid.code() : "";
    }
}
