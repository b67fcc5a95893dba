package io.aim.keycloak.services.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorAddressTest {

    @Test
    void theIdOfTheRealmStandsWhereTheOperatorWantsIt() {
        assertThat(new AnchorAddress("https://anchor.example.org/a/{realm}/b").of("x/../y z"))
                .hasToString("https://anchor.example.org/a/x%2F..%2Fy%20z/b");
        assertThat(new AnchorAddress("https://anchor.example.org/a").of("x"))
                .hasToString("https://anchor.example.org/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1/a", "http://127.0.0.1/a", "http://[::1]:1/a", "https://a:1/"})
    void thisMachineNeedsNoTls(String url) {
        assertThat(new AnchorAddress(url).of("x")).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://anchor.example.org/a",
                "http://localhost.example.org/a",
                "ftp://a/b",
                "anchor.example.org",
                "https:///a",
                "https://user:secret@a/b",
                "https://{realm}.example.org/a",
                "https://a b"
            })
    void whatIsNotSafeIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> new AnchorAddress(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spi-aim-audit-anchor--https--url")
                .hasMessageNotContaining(url);
    }
}
