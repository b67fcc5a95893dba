package io.aim.keycloak.core.audit.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.format.AuditEvents;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogMessageTest {

    @Test
    void anEventIsOneMessage() {
        AuditEvent event = AuditEvents.refusal().build();

        assertThat(text(SyslogMessage.of(7L, event, "kc-1.example.org", "node-1", "{\"ü\":1}")))
                .isEqualTo("<108>1 2026-03-04T05:06:07.080Z kc-1.example.org aim-keycloak node-1 agent.token.refused"
                        + " [aim@32473 id=\"" + event.id() + "\" realm=\"acme\" result=\"denied\" seq=\"7\"]"
                        + " \ufeff{\"ü\":1}");
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS,109", "DENIED,108", "FAILURE,107"})
    void thePriorityTellsTheResult(AuditResult result, int priority) {
        AuditEvent event = AuditEvents.refusal().ended(result, null).build();

        assertThat(text(SyslogMessage.of(null, event, "h", "p", ""))).startsWith("<" + priority + ">1 ");
    }

    @ParameterizedTest
    @EnumSource
    void everyActionFitsIntoTheMessageId(AuditAction action) {
        assertThat(action.code()).matches("[!-~]{1,32}");
    }

    @Test
    void valuesOfStructuredDataAreEscaped() {
        assertThat(text(message(Map.of("realm", "a\"b\\c]d=é"), "h")))
                .contains("[aim@32473 realm=\"a\\\"b\\\\c\\]d=é\"]");
    }

    @Test
    void withoutStructuredDataThereIsADash() {
        assertThat(text(message(Map.of(), "h"))).endsWith(" - \ufeffü");
    }

    @Test
    void theHeaderIsPrintableAsciiAndBounded() {
        assertThat(text(message(Map.of(), "a b\nü" + "x".repeat(300)))).contains("Z a?b??" + "x".repeat(250) + " app ");
        assertThat(text(message(Map.of(), ""))).contains("Z - app ");
    }

    @Test
    void theFrameCountsOctets() {
        SyslogMessage message = message(Map.of(), "h");

        assertThat(new String(message.framed(), StandardCharsets.UTF_8))
                .isEqualTo(message.encoded().length + " " + text(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a]", "a\"", "ü", "abcdefghijklmnopqrstuvwxyz1234567"})
    void namesOfParametersAreChecked(String name) {
        assertThatThrownBy(() -> message(Map.of(name, "x"), "h")).isInstanceOf(IllegalArgumentException.class);
    }

    private static SyslogMessage message(Map<String, String> data, String hostname) {
        return new SyslogMessage(5, AuditEvents.TIME, hostname, "app", "1", "id", new TreeMap<>(data), "ü");
    }

    private static String text(SyslogMessage message) {
        return new String(message.encoded(), StandardCharsets.UTF_8);
    }
}
