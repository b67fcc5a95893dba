package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An export takes as long as its reader wants, and keeps nothing of the server but one thread. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditExportStreamIT {
    private static final String NAME = "aim-export-node";
    private static final Duration TRANSACTION_LIMIT = Duration.ofSeconds(8);
    private static final int EVENTS = 40_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RECEIVE_BUFFER = 8192;
    private static final int FIRST = 1000;

    private final Keycloak shared;
    private final AuditRealm trail;
    private Keycloak node;

    AuditExportStreamIT(Keycloak keycloak, TestRealm realm) {
        this.shared = keycloak;
        this.trail = new AuditRealm(realm.setUp(), null, null);
    }

    @BeforeAll
    void startNode() throws IOException, InterruptedException, SQLException {
        BulkTrail.load(trail.jdbc(), trail.id(), EVENTS, "agent-1", true);
        // the shared node gives them their numbers meanwhile
        node = Nodes.single(
                shared.database().named(NAME),
                "--transaction-default-timeout=" + TRANSACTION_LIMIT.toSeconds() + "s",
                "--spi-aim-audit-export--limited--max-parallel=1");
        trail.awaitNumbers(PATIENCE);
    }

    @AfterAll
    void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    /** A reader whose own buffer is small, so that the server has to wait for it. */
    private Socket begin() throws IOException {
        URI address = URI.create(node.baseUrl() + path());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream()
                .write(("GET " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getRawAuthority()
                                + "\r\nConnection: close\r\nAuthorization: Bearer "
                                + node.admin().token() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(FIRST), StandardCharsets.ISO_8859_1))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("transfer-encoding: chunked");
        return socket;
    }

    private static void assertComplete(Socket reader) throws IOException {
        assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                .contains("manifest.json", "checkpoint")
                .endsWith("\r\n0\r\n\r\n");
    }

    private String path() {
        return trail.realm().aimPath("/audit-logs/export");
    }

    private Reply another() {
        return JsonHttp.get(node.baseUrl() + path(), node.admin().token());
    }

    @Test
    void outlivesTheLimitOfATransaction() throws Exception {
        Instant limit = Instant.now().plus(TRANSACTION_LIMIT.multipliedBy(2));
        try (Socket reader = begin()) {
            Eventually.within(
                    PATIENCE,
                    "the limit is over, and the server waits for its reader without a transaction",
                    () -> Instant.now().isAfter(limit) && openTransactions() == 0);
            assertThat(another().status()).as("still at it").isEqualTo(429);

            assertComplete(reader);
        }
    }

    private long openTransactions() {
        try {
            return trail.jdbc()
                    .number(
                            "select count(*) from pg_stat_activity where application_name = ? and state like 'idle in"
                                    + " transaction%'",
                            NAME);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneMoreThanTheNodeMayStreamIsToldToComeLater() throws Exception {
        try (Socket first = begin()) {
            Reply refused = another();

            assertThat(refused.status()).as(refused.summary()).isEqualTo(429);
            assertThat(refused.body().path("error").asText()).isEqualTo("too_many_exports");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
            assertComplete(first);
        }
        Eventually.within(PATIENCE, "the next one is served", () -> another().status() == 200);
    }
}
