package io.aim.keycloak.core.audit.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.format.AuditEvents;
import io.aim.keycloak.core.audit.format.OcsfEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as rsyslogd receives them. */
@Timeout(120)
class RsyslogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ANYBODY = "streamDriver.authMode=\"anon\"";

    @TempDir
    Path directory;

    @BeforeEach
    void rsyslogIsInstalled() {
        OutsideProgram.require("rsyslogd");
    }

    @Test
    void anEventArrivesCompleteOverTcp() throws Exception {
        try (Rsyslog rsyslog = Rsyslog.tcp(directory);
                SyslogConnection connection = SyslogConnection.open(endpoint("127.0.0.1", rsyslog, null))) {
            assertThatEventsArrive(rsyslog, connection);
        }
    }

    @Test
    void anEventArrivesCompleteOverTls() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        try (Rsyslog rsyslog = Rsyslog.tls(directory, authority, ANYBODY);
                SyslogConnection connection =
                        SyslogConnection.open(endpoint("localhost", rsyslog, authority.trust()))) {
            assertThatEventsArrive(rsyslog, connection);
        }
    }

    @Test
    void anEventArrivesFromAClientWithItsOwnCertificate() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        authority.issue("keycloak.example.org");
        String named = "streamDriver.authMode=\"x509/name\" permittedPeer=[\"keycloak.example.org\"]";
        try (Rsyslog rsyslog = Rsyslog.tls(directory, authority, named);
                SyslogConnection connection = SyslogConnection.open(
                        endpoint("localhost", rsyslog, authority.trustAs("keycloak.example.org")))) {
            assertThatEventsArrive(rsyslog, connection);
        }
    }

    /** In TLS 1.3 the client's handshake is over before the receiver has seen its certificate. */
    @Test
    void aClientWithoutACertificateIsToldWhenItSends() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        SyslogMessage message = message(1, AuditEvents.refusal().build(), "never received");
        String named = "streamDriver.authMode=\"x509/name\" permittedPeer=[\"keycloak.example.org\"]";
        try (Rsyslog rsyslog = Rsyslog.tls(directory, authority, named)) {
            SyslogEndpoint endpoint = endpoint("localhost", rsyslog, authority.trust());

            assertThatThrownBy(() -> sendUntilRefused(endpoint, message)).isInstanceOf(IOException.class);
            assertThat(rsyslog.stop()).isEmpty();
        }
    }

    private static void sendUntilRefused(SyslogEndpoint endpoint, SyslogMessage message) throws IOException {
        try (SyslogConnection connection = SyslogConnection.open(endpoint)) {
            while (!Thread.interrupted()) {
                connection.send(List.of(message));
            }
        }
    }

    @Test
    void manyMessagesArriveInTheirOrder() throws Exception {
        List<SyslogMessage> messages = new ArrayList<>();
        for (long sequence = 0; sequence < 2_000; sequence++) {
            messages.add(message(sequence, AuditEvents.refusal().build(), "number " + sequence));
        }
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        try (Rsyslog rsyslog = Rsyslog.tls(directory, authority, ANYBODY);
                SyslogConnection connection =
                        SyslogConnection.open(endpoint("localhost", rsyslog, authority.trust()))) {
            connection.send(messages.subList(0, 1_000));
            connection.send(messages.subList(1_000, 2_000));

            for (int i = 0; i < messages.size(); i++) {
                assertThat(rsyslog.next().path("msg").asText()).isEqualTo("\ufeffnumber " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingHasArrivedWhenTheEndIsReached(boolean tls) throws Exception {
        List<SyslogMessage> messages =
                Collections.nCopies(500, message(1, AuditEvents.refusal().build(), "x".repeat(4_000)));
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        try (Rsyslog rsyslog = tls ? Rsyslog.tls(directory, authority, ANYBODY) : Rsyslog.tcp(directory);
                SyslogConnection connection =
                        SyslogConnection.open(endpoint("localhost", rsyslog, tls ? authority.trust() : null))) {
            connection.send(messages);
            connection.finish();

            assertThat(rsyslog.stop()).hasSize(messages.size());
        }
    }

    @Test
    void aReceiverThatTrustsNobodyWithoutACertificateIsNoEnd() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        authority.issue("keycloak.example.org");
        String named = "streamDriver.authMode=\"x509/name\" permittedPeer=[\"keycloak.example.org\"]";
        try (Rsyslog rsyslog = Rsyslog.tls(directory, authority, named)) {
            SyslogEndpoint endpoint = endpoint("localhost", rsyslog, authority.trust());

            assertThatThrownBy(() -> sendAndFinish(
                            endpoint, message(1, AuditEvents.refusal().build(), "lost")))
                    .isInstanceOf(IOException.class);
            assertThat(rsyslog.stop()).isEmpty();
        }
    }

    private static void sendAndFinish(SyslogEndpoint endpoint, SyslogMessage message) throws IOException {
        try (SyslogConnection connection = SyslogConnection.open(endpoint)) {
            connection.send(List.of(message));
            connection.finish();
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        try (Rsyslog rsyslog = Rsyslog.tls(directory, authority, ANYBODY)) {
            SyslogEndpoint other = endpoint("127.0.0.1", rsyslog, authority.trust());

            assertThatThrownBy(() -> SyslogConnection.open(other))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("127.0.0.1");
            assertThat(rsyslog.stop()).isEmpty();
        }
    }

    @Test
    void anUnknownAuthorityIsRefused() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        TestAuthority other = new TestAuthority(directory.resolve("other"));
        try (Rsyslog rsyslog = Rsyslog.tls(directory, authority, ANYBODY)) {
            SyslogEndpoint endpoint = endpoint("localhost", rsyslog, other.trust());

            assertThatThrownBy(() -> SyslogConnection.open(endpoint))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("PKIX path");
            assertThat(rsyslog.stop()).isEmpty();
        }
    }

    @Test
    void aReceiverThatWasStoppedIsNoticedBeforeAnythingIsSent() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        SyslogMessage message = message(1, AuditEvents.refusal().build(), "lost");
        try (Rsyslog rsyslog = Rsyslog.tls(directory, authority, ANYBODY);
                SyslogConnection connection =
                        SyslogConnection.open(endpoint("localhost", rsyslog, authority.trust()))) {
            connection.send(List.of(message));
            rsyslog.next();
            rsyslog.stop();

            assertThatThrownBy(() -> connection.send(List.of(message))).isInstanceOf(IOException.class);
        }
    }

    private static void assertThatEventsArrive(Rsyslog rsyslog, SyslogConnection connection) throws Exception {
        AuditEvent event = AuditEvents.suspension()
                .detail("note", "ü 漢字 😀 \"quoted\" \\ ]")
                .detail("long", "é".repeat(1_024))
                .build();
        String first = OcsfEvent.of(7L, event).toString();
        String second = "x".repeat(40_000) + "ü";

        connection.send(List.of(message(7, event, first), message(8, event, second)));

        JsonNode message = rsyslog.next();
        assertThat(message.path("msg").asText()).isEqualTo("\ufeff" + first);
        assertThat(new ObjectMapper()
                        .readTree(first)
                        .at("/unmapped/details/note")
                        .asText())
                .isEqualTo("ü 漢字 😀 \"quoted\" \\ ]");
        assertThat(message.path("pri").asText()).isEqualTo("109");
        assertThat(message.path("time").asText()).isEqualTo("2026-03-04T05:06:07.080Z");
        assertThat(message.path("hostname").asText()).isEqualTo("kc-1");
        assertThat(message.path("app").asText()).isEqualTo("aim-keycloak");
        assertThat(message.path("procid").asText()).isEqualTo("node-1");
        assertThat(message.path("msgid").asText()).isEqualTo("agent.status.changed");
        assertThat(message.path("data").asText())
                .isEqualTo("[aim@32473 id=\"" + event.id() + "\" realm=\"acme\" result=\"success\" seq=\"7\"]");
        assertThat(rsyslog.next().path("msg").asText()).isEqualTo("\ufeff" + second);
    }

    private static SyslogMessage message(long sequence, AuditEvent event, String text) {
        return SyslogMessage.of(sequence, event, "kc-1", "node-1", text);
    }

    private static SyslogEndpoint endpoint(String host, Rsyslog rsyslog, @Nullable SSLContext tls) {
        return new SyslogEndpoint(host, rsyslog.port(), tls, PATIENCE, PATIENCE);
    }
}
