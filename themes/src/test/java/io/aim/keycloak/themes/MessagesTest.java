package io.aim.keycloak.themes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every language has every message. */
class MessagesTest {

    private static Properties messages(String language) throws IOException {
        String path = "/aim-theme-resources/messages/messages_" + language + ".properties";
        try (InputStream file = Objects.requireNonNull(MessagesTest.class.getResourceAsStream(path));
                Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            Properties messages = new Properties();
            messages.load(reader);
            return messages;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyTypeAndSeverityOfAnAlertHasItsWords(String language) throws IOException {
        assertThat(messages(language).stringPropertyNames())
                .containsAll(Stream.of(AlertType.values())
                        .map(type -> "aimAlertSubject_" + type.code())
                        .toList())
                .containsAll(Stream.of(AlertType.values())
                        .map(type -> "aimAlertAdvice_" + type.code())
                        .toList())
                .containsAll(Stream.of(AlertSeverity.values())
                        .map(severity -> "aimAlertSeverity_" + severity.code())
                        .toList());
    }

    @Test
    void theLanguagesHaveTheSameMessages() throws IOException {
        assertThat(messages("de").stringPropertyNames())
                .isEqualTo(messages("en").stringPropertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void noApostropheEndsAMessageEarly(String language) throws IOException {
        assertThat(messages(language).values())
                .noneMatch(text -> text.toString().contains("'"));
    }
}
