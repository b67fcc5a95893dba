package io.aim.keycloak.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields that describe an agent. */
class AgentProfileRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void tagsAreDistinctAndSorted() {
        assertThat(AgentRules.tags("tags", List.of("eu", "a.b_c-d:e", "eu", "7")))
                .containsExactly("7", "a.b_c-d:e", "eu");
        assertThat(AgentRules.tags("tags", null)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "EU", "-eu", "eu-", "e u", "é", "a/b", "a\n"})
    void aTagThatIsNoneIsNamedByItsPlace(@Nullable String tag) {
        refused("tags[1]", "invalid_tag", () -> AgentRules.tags("tags", Arrays.asList("ok", tag)));
    }

    @Test
    void thereAreFiftyTagsOfSixtyFourCharactersAtMost() {
        assertThat(AgentRules.tags("tags", tags(50))).hasSize(50);
        refused("tags", "too_many_tags", () -> AgentRules.tags("tags", tags(51)));
        assertThat(AgentRules.tag("tag", "x".repeat(64))).hasSize(64);
        refused("tag", "invalid_tag", () -> AgentRules.tag("tag", "x".repeat(65)));
    }

    private static List<String> tags(int count) {
        return IntStream.range(0, count).mapToObj(i -> "tag-" + i).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example", "http://127.0.0.1:8080/x?y=z#f", "HTTPS://A.example/%20"})
    void aWebAddressIsKept(String url) {
        assertThat(AgentRules.url("url", url)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://a.example",
                "//a.example",
                "/path",
                "https://user:pw@a.example",
                "https:///nohost",
                "https://a b",
                "https://"
            })
    void anythingElseIsNoAddress(String url) {
        refused("url", "invalid_url", () -> AgentRules.url("url", url));
    }

    @Test
    void blankIsNoAddressAndALongOneIsRefused() {
        assertThat(AgentRules.url("url", "  ")).isNull();
        refused("url", "too_long", () -> AgentRules.url("url", "https://a.example/" + "x".repeat(1000)));
    }

    @Test
    void metadataAreSortedShortTexts() {
        Map<String, @Nullable String> sent = new TreeMap<>(Map.of("model", "m", "Framework", "f"));
        sent.put("gone", null);

        assertThat(AgentRules.metadata("metadata", sent)).containsOnlyKeys("Framework", "model");
        refused("metadata", "invalid_name", () -> AgentRules.metadata("metadata", Map.of("a b", "x")));
        refused("metadata.a", "too_long", () -> AgentRules.metadata("metadata", Map.of("a", "x".repeat(256))));
        Map<String, @Nullable String> many = new TreeMap<>();
        IntStream.range(0, 33).forEach(i -> many.put("k" + i, "v"));
        refused("metadata", "too_many_entries", () -> AgentRules.metadata("metadata", many));
        assertThat(AgentRules.metadata("metadata", Collections.emptyMap())).isEmpty();
    }

    @Test
    void timesAreIsoAndMayHaveToBeInTheFuture() {
        assertThat(AgentRules.instant("t", "2027-01-31T00:00:00Z")).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
        assertThat(AgentRules.instant("t", "")).isNull();
        refused("t", "invalid_time", () -> AgentRules.instant("t", "2027-01-31"));
        refused("t", "invalid_time", () -> AgentRules.instant("t", "+10000-01-01T00:00:00Z"));
        refused("t", "invalid_time", () -> AgentRules.instant("t", "-1000000000-01-01T00:00:00Z"));
        refused("t", "in_the_past", () -> AgentRules.future("t", "2026-11-22T10:00:00Z", NOW));
        assertThat(AgentRules.future("t", "2026-11-22T10:00:00.001Z", NOW)).isAfter(NOW);
    }

    private static void refused(String field, String code, ThrowingCallable call) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, call);

        assertThat(refusal).as(code).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.code()).isEqualTo(code);
    }
}
