package io.aim.keycloak.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private TokenServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TokenServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oneConnectionCarriesAnswersOfEveryShape() throws Exception {
        try (HttpConnection connection = new HttpConnection(server.address())) {
            assertAnswer(connection.exchange(TokenServer.request("/fixed", "a")), 200, "fixed a");
            assertAnswer(connection.exchange(TokenServer.request("/chunked", "b")), 200, TokenServer.LONG_TEXT);
            assertAnswer(connection.exchange(TokenServer.request("/refused", "c")), 401, "refused c");
            assertAnswer(connection.exchange(TokenServer.request("/fixed", "d")), 200, "fixed d");
            assertThat(connection.reopened()).isZero();
        }
        assertThat(server.clientPorts()).hasSize(1);
    }

    @Test
    void aClosedConnectionIsOpenedAnew() throws Exception {
        try (HttpConnection connection = new HttpConnection(server.address())) {
            assertAnswer(connection.exchange(TokenServer.request("/closing", "a")), 200, "closing a");
            assertAnswer(connection.exchange(TokenServer.request("/fixed", "b")), 200, "fixed b");
            assertThat(connection.reopened()).isEqualTo(1);
        }
        assertThat(server.clientPorts()).hasSize(2);
    }

    private static void assertAnswer(HttpAnswer answer, int status, String text) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(text);
    }
}
