package io.aim.keycloak.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "sdk_runtime", "mcp2"})
    void aMethodIsAWord(String method) {
        assertThat(DetectionRules.method("method", method)).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "_a", "2a", "a b", "a-b", "abcdefghijklmnopqrstuvwxyzabcdefg"})
    void aMethodIsNothingElse(String method) {
        assertRefused("invalid_method", () -> DetectionRules.method("method", method));
    }

    @Test
    void aMethodIsRequired() {
        assertRefused("required", () -> DetectionRules.method("method", null));
    }

    @Test
    void confidenceIsPercentAndFullUnlessSaid() {
        assertThat(DetectionRules.confidence("method", null)).isEqualTo(100);
        assertThat(DetectionRules.confidence("method", 0)).isZero();
        assertThat(DetectionRules.confidence("method", 100)).isEqualTo(100);
        assertRefused("invalid_number", () -> DetectionRules.confidence("method", -1));
        assertRefused("invalid_number", () -> DetectionRules.confidence("method", 101));
    }

    @ParameterizedTest
    @EnumSource
    void aSourceHasACode(ConnectionSource source) {
        assertThat(ConnectionSource.fromCode(source.code())).contains(source);
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo("method");
        assertThat(refusal.code()).isEqualTo(code);
    }
}
