package io.aim.keycloak.core.audit.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.audit.format.AuditEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection and receivers that behave badly; {@link RsyslogTest} has a real one. */
@Timeout(30)
class SyslogConnectionTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    private ServerSocket receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
    }

    @Test
    void messagesAreFramedOneAfterTheOther() throws IOException {
        try (SyslogConnection connection = SyslogConnection.open(endpoint(null, LONG));
                Socket accepted = receiver.accept()) {
            connection.send(List.of(message("a"), message("ü")));
            connection.close();

            assertThat(new String(accepted.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("49 <109>1 2026-03-04T05:06:07.080Z h app 1 id - \ufeffa"
                            + "50 <109>1 2026-03-04T05:06:07.080Z h app 1 id - \ufeffü");
        }
    }

    @Test
    void aReceiverThatHasClosedIsNoticedBeforeAnythingIsSent() throws IOException {
        try (SyslogConnection connection = SyslogConnection.open(endpoint(null, LONG))) {
            connection.send(List.of());
            receiver.accept().close();

            assertThatThrownBy(() -> connection.send(List.of(message("lost"))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The receiver has closed the connection");
            assertThatThrownBy(() -> connection.send(List.of())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aReceiverThatTalksIsPutUpWith() throws IOException {
        try (SyslogConnection connection = SyslogConnection.open(endpoint(null, LONG));
                Socket accepted = receiver.accept()) {
            accepted.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));

            connection.send(List.of(message("a")));
            connection.send(List.of(message("b")));

            assertThat(accepted.getInputStream().read()).isEqualTo('4');
        }
    }

    @Test
    void aReceiverThatDoesNotReadIsGivenUp() throws IOException {
        List<SyslogMessage> flood = Collections.nCopies(2_000, message("x".repeat(8_000)));
        try (SyslogConnection connection = SyslogConnection.open(endpoint(null, SHORT));
                Socket ignored = receiver.accept()) {
            assertThatThrownBy(() -> connection.send(flood))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("The receiver does not take messages");
        }
    }

    @Test
    void aReceiverThatDoesNotShakeHandsIsGivenUp() throws NoSuchAlgorithmException {
        SyslogEndpoint silent = new SyslogEndpoint(
                receiver.getInetAddress().getHostAddress(),
                receiver.getLocalPort(),
                SSLContext.getDefault(),
                SHORT,
                LONG);

        assertThatThrownBy(() -> SyslogConnection.open(silent))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("The TLS handshake took too long");
    }

    @Test
    void theEndIsReachedWhenTheReceiverHasReadEverythingAndCloses() throws Exception {
        try (SyslogConnection connection = SyslogConnection.open(endpoint(null, LONG));
                Socket accepted = receiver.accept()) {
            connection.send(List.of(message("a")));
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> readAndClose(accepted));

            connection.finish();

            assertThat(received.get()).endsWith("\ufeffa");
        }
    }

    private static String readAndClose(Socket accepted) {
        try (accepted) {
            return new String(accepted.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aReceiverThatClosesWithoutHavingReadIsNoEnd() throws IOException {
        try (SyslogConnection connection = SyslogConnection.open(endpoint(null, LONG));
                Socket accepted = receiver.accept()) {
            connection.send(List.of(message("a")));
            accepted.getInputStream().read();
            accepted.close();

            assertThatThrownBy(connection::finish).isInstanceOf(IOException.class);
        }
    }

    /** As a load balancer does that has nobody to hand the connection to. */
    @Test
    void aReceiverThatClosesBeforeTheSenderDoesIsNoEnd() throws IOException {
        try (SyslogConnection connection = SyslogConnection.open(endpoint(null, LONG));
                Socket accepted = receiver.accept()) {
            connection.send(List.of());
            accepted.close();

            assertThatThrownBy(connection::finish)
                    .isInstanceOf(IOException.class)
                    .hasMessage("The receiver has closed the connection");
        }
    }

    @Test
    void aReceiverThatDoesNotCloseIsGivenUp() throws IOException {
        try (SyslogConnection connection = SyslogConnection.open(endpoint(null, SHORT));
                Socket ignored = receiver.accept()) {
            connection.send(List.of(message("a")));

            assertThatThrownBy(connection::finish)
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("The receiver does not close the connection when the sender does");
        }
    }

    @Test
    void nobodyListening() throws IOException {
        SyslogEndpoint nobody = endpoint(null, LONG);
        receiver.close();

        assertThatThrownBy(() -> SyslogConnection.open(nobody)).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void portsAreChecked(int port) {
        assertThatThrownBy(() -> new SyslogEndpoint("localhost", port, null, LONG, LONG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timeoutsAreChecked() {
        assertThatThrownBy(() -> new SyslogEndpoint("localhost", 1, null, Duration.ZERO, LONG))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SyslogEndpoint("localhost", 1, null, LONG, Duration.ofDays(25)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SyslogEndpoint endpoint(@Nullable SSLContext tls, Duration writeTimeout) {
        return new SyslogEndpoint(
                receiver.getInetAddress().getHostAddress(), receiver.getLocalPort(), tls, LONG, writeTimeout);
    }

    private static SyslogMessage message(String text) {
        return new SyslogMessage(5, AuditEvents.TIME, "h", "app", "1", "id", new TreeMap<>(), text);
    }
}
