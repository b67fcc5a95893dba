package io.aim.keycloak.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentRulesTest {

    @Nested
    class AName {

        @ParameterizedTest
        @ValueSource(strings = {"a", "7", "ab", "billing-agent", "a.b_c-d", "a--b", "0x..y9"})
        void mayUseLowerCaseLettersDigitsDotUnderscoreAndHyphen(String name) {
            assertThat(AgentRules.name(name)).isEqualTo(name);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "A",
                    "agenT",
                    "-a",
                    "a-",
                    ".a",
                    "a.",
                    "_a",
                    "a_",
                    "a b",
                    " a",
                    "a ",
                    "a\n",
                    "é",
                    "ａ",
                    "a:b",
                    "a/b",
                    "a@b",
                    "a%2fb",
                    "service-account-ä",
                    "a\u0000b",
                    "spiffe://x/y"
                })
        void mustNotUseAnythingElse(String name) {
            assertRefused("name", "invalid_name", () -> AgentRules.name(name));
        }

        @Test
        void hasAtMostSixtyFourCharacters() {
            assertThat(AgentRules.name("a".repeat(64))).hasSize(AgentRules.NAME_MAX);
            assertRefused("name", "invalid_name", () -> AgentRules.name("a".repeat(65)));
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " "})
        void isRequired(@Nullable String name) {
            assertRefused("name", "required", () -> AgentRules.name(name));
        }
    }

    @Nested
    class AType {

        @ParameterizedTest
        @EnumSource
        void isWrittenInLowerCase(AgentType type) {
            assertThat(AgentRules.type(type.code())).isEqualTo(type);
        }

        @Test
        void hasStableCodes() {
            assertThat(Arrays.stream(AgentType.values()).map(AgentType::code))
                    .containsExactly("ai_agent", "mcp_client", "service", "workflow", "other");
        }

        @Test
        void isAiAgentWhenAbsent() {
            assertThat(AgentRules.type(null)).isEqualTo(AgentType.AI_AGENT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "AI_AGENT", "ai-agent", "robot", " service"})
        void isOneOfTheListInTheMessage(String type) {
            InvalidInputException refusal = assertRefused("type", "invalid_type", () -> AgentRules.type(type));

            assertThat(refusal).hasMessageContaining("ai_agent, mcp_client, service, workflow, other");
        }
    }

    @Nested
    class AStatus {

        @ParameterizedTest
        @EnumSource
        void isWrittenInLowerCase(AgentStatus status) {
            assertThat(AgentRules.status(status.code())).isEqualTo(status);
        }

        @Test
        void hasStableCodes() {
            assertThat(Arrays.stream(AgentStatus.values()).map(AgentStatus::code))
                    .containsExactly("pending", "verified", "suspended", "revoked");
        }

        @ParameterizedTest
        @ValueSource(strings = {"VERIFIED", "active", "verified "})
        void isOneOfTheListInTheMessage(String status) {
            InvalidInputException refusal = assertRefused("status", "invalid_status", () -> AgentRules.status(status));

            assertThat(refusal).hasMessageContaining("pending, verified, suspended, revoked");
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = "")
        void isRequired(@Nullable String status) {
            assertRefused("status", "required", () -> AgentRules.status(status));
        }
    }

    @Nested
    class Capabilities {

        @ParameterizedTest
        @ValueSource(strings = {"db:read", "mcp:tool_use", "a:b", "a1-b_:c2-d_", "db:*"})
        void areWrittenNamespaceColonAction(String capability) {
            assertThat(AgentRules.capabilities("caps", List.of(capability))).containsExactly(capability);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "db",
                    "db:",
                    ":read",
                    "*:read",
                    "*:*",
                    "db:read:x",
                    "DB:read",
                    "db:Read",
                    "1db:read",
                    "db:1read",
                    "db: read",
                    "db:read ",
                    "db:read\n",
                    "db:re*",
                    "_db:read",
                    "db:-read"
                })
        void areRefusedWhenWrittenOtherwise(String capability) {
            assertRefused(
                    "caps[1]", "invalid_capability", () -> AgentRules.capabilities("caps", List.of("a:b", capability)));
        }

        @Test
        void havePartsOfAtMostThirtyTwoCharacters() {
            String longest = "n".repeat(32) + ":" + "a".repeat(32);

            assertThat(AgentRules.capabilities("caps", List.of(longest))).containsExactly(longest);
            assertRefused(
                    "caps[0]", "invalid_capability", () -> AgentRules.capabilities("caps", List.of("n" + longest)));
            assertRefused(
                    "caps[0]", "invalid_capability", () -> AgentRules.capabilities("caps", List.of(longest + "a")));
        }

        @Test
        void keepTheirOrderAndLoseDuplicates() {
            assertThat(AgentRules.capabilities("caps", List.of("z:z", "a:a", "z:z", "m:m")))
                    .containsExactly("z:z", "a:a", "m:m");
        }

        @Test
        void mayBeAbsentAndMustNotBeNull() {
            assertThat(AgentRules.capabilities("caps", null)).isEmpty();
            assertThat(AgentRules.capabilities("caps", List.of())).isEmpty();
            assertRefused(
                    "caps[0]",
                    "invalid_capability",
                    () -> AgentRules.capabilities("caps", Collections.singletonList(null)));
        }

        @Test
        void areAtMostOneHundred() {
            List<String> most = IntStream.range(0, 100).mapToObj(i -> "n:a" + i).toList();
            List<String> tooMany =
                    IntStream.range(0, 101).mapToObj(i -> "n:a" + i).toList();

            assertThat(AgentRules.capabilities("caps", most)).containsExactlyElementsOf(most);
            assertRefused("caps", "too_many_capabilities", () -> AgentRules.capabilities("caps", tooMany));
        }
    }

    @Nested
    class AText {

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " \n\t"})
        void isAbsentWhenBlank(@Nullable String text) {
            assertThat(AgentRules.text("description", text, 10)).isNull();
        }

        @Test
        void isStrippedBeforeItsLengthIsJudged() {
            assertThat(AgentRules.text("description", "  0123456789\n", 10)).isEqualTo("0123456789");
            assertRefused("description", "too_long", () -> AgentRules.text("description", "0123456789x", 10));
        }

        @Test
        void mayHaveLinesAndTabs() {
            assertThat(AgentRules.text("description", "one\r\n\ttwo ✓", 20)).isEqualTo("one\r\n\ttwo ✓");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\u0000b", "a\u001bb", "a\u007fb", "a\u0085b", "a\bb"})
        void hasNoOtherControlCharacters(String text) {
            assertRefused("description", "invalid_characters", () -> AgentRules.text("description", text, 20));
        }
    }

    @Nested
    class ALookupKey {

        @Test
        void isAnyShortTextOnOneLine() {
            assertThat(AgentRules.isLookupKey("5f3a9c00-1b1e-4d2c-9a40-000000000000"))
                    .isTrue();
            assertThat(AgentRules.isLookupKey("Ada Lovelace, é ✓")).isTrue();
            assertThat(AgentRules.isLookupKey("k".repeat(AgentRules.LOOKUP_KEY_MAX)))
                    .isTrue();
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", "\u0000", "a\u0000", "a\nb", "a\tb", "a\u007f", "a\u0085"})
        void isNotAbsentAndHasNoControlCharacters(@Nullable String value) {
            assertThat(AgentRules.isLookupKey(value)).isFalse();
        }

        @Test
        void isNotLong() {
            assertThat(AgentRules.isLookupKey("k".repeat(AgentRules.LOOKUP_KEY_MAX + 1)))
                    .isFalse();
        }
    }

    private static InvalidInputException assertRefused(String field, String code, ThrowingCallable call) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }
}
