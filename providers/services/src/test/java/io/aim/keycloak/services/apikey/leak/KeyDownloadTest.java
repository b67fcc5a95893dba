package io.aim.keycloak.services.apikey.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDownloadTest {

    private static final int LIMIT = 256 * 1024;

    private HttpServer scanner;

    @BeforeEach
    void start() throws IOException {
        scanner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        scanner.start();
    }

    @AfterEach
    void stop() {
        scanner.stop(0);
    }

    private KeyDownload download() {
        return KeyDownload.of(
                URI.create("http://127.0.0.1:" + scanner.getAddress().getPort() + "/keys"));
    }

    private void answers(int status, String body) {
        scanner.createContext("/keys", exchange -> send(exchange, status, body));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static String ofLength(int length) {
        return "{\"a\":\"" + "x".repeat(length - 8) + "\"}";
    }

    @Test
    void takesADocumentUpToTheLimit() throws IOException {
        answers(200, ofLength(LIMIT));

        assertThat(download().fetch().path("a").asText()).hasSize(LIMIT - 8);
    }

    @Test
    void takesNoLongerDocument() {
        answers(200, ofLength(LIMIT + 1));

        assertThatThrownBy(() -> download().fetch()).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void takesNoOtherStatus(int status) {
        answers(status, "{}");

        assertThatThrownBy(() -> download().fetch()).isInstanceOf(IOException.class);
    }

    @Test
    void followsNoRedirect() {
        scanner.createContext("/elsewhere", exchange -> send(exchange, 200, "{}"));
        scanner.createContext("/keys", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            send(exchange, 302, "");
        });

        assertThatThrownBy(() -> download().fetch()).isInstanceOf(IOException.class);
    }

    @Test
    void takesNothingThatIsNoJson() {
        answers(200, "<html>");

        assertThatThrownBy(() -> download().fetch()).isInstanceOf(IOException.class);
    }

    @Test
    void saysSoWhereNobodyListens() {
        KeyDownload download = download();
        scanner.stop(0);

        assertThatThrownBy(download::fetch).isInstanceOf(IOException.class);
    }
}
