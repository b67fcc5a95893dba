package io.aim.keycloak.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpServerRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "files", "file-server-2", "a--b", "a-"})
    void aNameMayUseLowerCaseLettersDigitsAndHyphen(String name) {
        assertThat(McpServerRules.name(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "-a", "a.b", "a_b", "a b", " a", "a\n", "é", "a:b", "a/b", "a@b"})
    void aNameMustNotUseAnythingElse(String name) {
        assertRefused("name", "invalid_name", () -> McpServerRules.name(name));
    }

    @Test
    void aNameHasAtMost63Characters() {
        assertThat(McpServerRules.name("a".repeat(63))).hasSize(McpServerRules.NAME_MAX);
        assertRefused("name", "invalid_name", () -> McpServerRules.name("a".repeat(64)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void nameAndAddressAreRequired(@Nullable String value) {
        assertRefused("name", "required", () -> McpServerRules.name(value));
        assertRefused("url", "required", () -> McpServerRules.url("url", value, false));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void anOptionalAddressMayBeAbsent(@Nullable String value) {
        assertThat(McpServerRules.optionalUrl("verificationUrl", value, false)).isNull();
    }

    @Test
    void anOptionalAddressKeepsTheRulesOfTheOther() {
        assertThat(McpServerRules.optionalUrl("verificationUrl", "https://H/", false))
                .isEqualTo("https://h");
        assertRefused(
                "verificationUrl",
                "insecure_url",
                () -> McpServerRules.optionalUrl("verificationUrl", "http://h", true));
    }

    @ParameterizedTest
    @EnumSource
    void aStatusIsWrittenInLowerCase(McpServerStatus status) {
        assertThat(McpServerRules.status(status.code())).isEqualTo(status);
        assertRefused("status", "invalid_status", () -> McpServerRules.status(status.name()));
    }

    @ParameterizedTest
    @EnumSource
    void aMethodHasACode(VerificationMethod method) {
        assertThat(VerificationMethod.fromCode(method.code())).contains(method);
    }

    private static void assertRefused(String field, String code, ThrowingCallable call) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.code()).isEqualTo(code);
    }
}
