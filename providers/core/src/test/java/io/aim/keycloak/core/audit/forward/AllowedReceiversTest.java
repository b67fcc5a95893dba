package io.aim.keycloak.core.audit.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedReceiversTest {

    private static final String LIST = "siem.example.org:6514, tls://Other:*,tcp://plain:514,[2001:db8::1]:6514";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void nothingIsAllowedByDefault(String list) {
        AllowedReceivers allowed = AllowedReceivers.parse(list);

        assertThat(allowed.isEmpty()).isTrue();
        assertThat(allowed.allows(tls("siem.example.org", 6514))).isFalse();
    }

    @Test
    void whatIsListedIsAllowed() {
        AllowedReceivers allowed = AllowedReceivers.parse(LIST);

        assertThat(allowed.isEmpty()).isFalse();
        assertThat(allowed.allows(tls("SIEM.example.org", 6514))).isTrue();
        assertThat(allowed.allows(tls("other", 1))).isTrue();
        assertThat(allowed.allows(tls("other", 65_535))).isTrue();
        assertThat(allowed.allows(tcp("plain", 514))).isTrue();
        assertThat(allowed.allows(tls("2001:db8::1", 6514))).isTrue();
    }

    @Test
    void nothingElseIs() {
        AllowedReceivers allowed = AllowedReceivers.parse(LIST);

        assertThat(allowed.allows(tls("siem.example.org", 6515))).isFalse();
        assertThat(allowed.allows(tls("www.siem.example.org", 6514))).isFalse();
        assertThat(allowed.allows(tls("example.org", 6514))).isFalse();
        assertThat(allowed.allows(tls("localhost", 6514))).isFalse();
        assertThat(allowed.allows(tls("127.0.0.1", 6514))).isFalse();
    }

    @Test
    void oneTransportDoesNotAllowTheOther() {
        AllowedReceivers allowed = AllowedReceivers.parse(LIST);

        assertThat(allowed.allows(tcp("siem.example.org", 6514))).isFalse();
        assertThat(allowed.allows(tcp("other", 514))).isFalse();
        assertThat(allowed.allows(tls("plain", 514))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "siem",
                "siem:",
                ":6514",
                "*:6514",
                "*",
                "siem:0",
                "siem:65536",
                "siem:x",
                "http://siem:80",
                "siem:6514/x",
                "2001:db8::1:6514",
                "a:1 b:2",
                "*.example.org:6514",
                "TLS://siem:6514"
            })
    void aListThatIsNotUnderstoodIsRefused(String list) {
        assertThatThrownBy(() -> AllowedReceivers.parse("good:1," + list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + list + "'");
    }

    private static Receiver tls(String host, int port) {
        return new Receiver(ReceiverTransport.TLS, host, port);
    }

    private static Receiver tcp(String host, int port) {
        return new Receiver(ReceiverTransport.TCP, host, port);
    }
}
