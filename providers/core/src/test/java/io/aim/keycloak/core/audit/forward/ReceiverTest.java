package io.aim.keycloak.core.audit.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aim.keycloak.core.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {

    @ParameterizedTest
    @CsvSource({
        "siem.example.org, tls://siem.example.org:6514",
        "SIEM, tls://siem:6514",
        "192.0.2.1, tls://192.0.2.1:6514",
        "2001:DB8::1, tls://[2001:db8::1]:6514"
    })
    void aHostIsANameOrAnAddress(String host, String text) {
        assertThat(new Receiver(ReceiverTransport.TLS, host, 6514)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "http://a",
                "a:1x",
                "[::1]",
                "a@b",
                "a..b",
                ".a",
                "a.",
                "-a",
                "a\n",
                "::1%eth0",
                "ä",
                "a#"
            })
    void whatIsNoHostIsRefused(String host) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new Receiver(ReceiverTransport.TLS, host, 6514))
                .satisfies(e -> assertThat(e.field()).isEqualTo("host"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void whatIsNoPortIsRefused(int port) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new Receiver(ReceiverTransport.TLS, "siem", port))
                .satisfies(e -> assertThat(e.field()).isEqualTo("port"));
    }
}
