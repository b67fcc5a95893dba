package io.aim.keycloak.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A realm that forwards its trail.
 *
 * @param trail the realm and its trail
 * @param id its id
 */
record ForwardingRealm(AuditRealm trail, String id) {
    static final String PATH = "/audit-logs/forwarding";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static ForwardingRealm create(Keycloak node, String prefix) {
        AuditRealm trail = AuditRealm.of(TestRealm.create(node, prefix));
        return new ForwardingRealm(trail, trail.id());
    }

    static ObjectNode tcp(int port) {
        return Json.object()
                .put("format", "OCSF")
                .put("transport", "TCP")
                .put("host", "127.0.0.1")
                .put("port", port)
                .put("from", "beginning");
    }

    static ObjectNode tls(int port, String authorities) {
        return Json.object()
                .put("format", "OCSF")
                .put("host", "localhost")
                .put("port", port)
                .put("caCertificates", authorities)
                .put("from", "beginning");
    }

    ForwardingRealm forwardTo(ObjectNode settings) {
        trail.realm().admin().put(trail.realm().aimPath(PATH), settings).expect(204);
        return this;
    }

    JsonNode state() {
        return trail.get(PATH).expect(200).body();
    }

    /** Numbers of all events, from 0; only the database is asked, as the node may be gone. */
    List<Long> allNumbers() {
        Eventually.within(
                PATIENCE,
                "every event has its number",
                () -> count("select count(*) from AIM_AUDIT_PENDING where REALM_ID = ?") == 0);
        return LongStream.range(0, count("select count(*) from AIM_AUDIT_LEAF where REALM_ID = ?"))
                .boxed()
                .toList();
    }

    private long count(String sql) {
        try {
            return trail.jdbc().number(sql, id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the receiver has every event of now at least once. */
    List<Long> awaitAll(SyslogReceiver receiver) {
        List<Long> wanted = allNumbers();
        Eventually.within(
                PATIENCE, "all events arrive", () -> receiver.numbers().containsAll(wanted));
        return receiver.numbers();
    }

    /** Waits until sending has gone wrong, and says how. */
    String awaitError() {
        Eventually.within(PATIENCE, "an error shows", () -> state().has("lastError"));
        return state().path("lastError").asText();
    }

    /** The same numbers without those that came again. */
    static List<Long> once(List<Long> numbers) {
        return List.copyOf(new LinkedHashSet<>(numbers));
    }

    /** An agent that gets tokens: as many events and a few more. */
    void act(int tokens) {
        var agent = trail.agent();
        for (int i = 0; i < tokens; i++) {
            agent.accessToken();
        }
    }
}
