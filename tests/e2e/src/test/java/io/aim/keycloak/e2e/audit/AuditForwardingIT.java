package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.Postgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trail as rsyslogd receives it: complete, in order, over TLS and TCP, and whatever happens on the way. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditForwardingIT {
    static final String[] OPTIONS = {
        "--spi-aim-audit-forwarder--scheduled--allowed-receivers=localhost:*,tcp://127.0.0.1:*",
        "--spi-aim-audit-forwarder--scheduled--interval-millis=100",
        "--spi-aim-audit-forwarder--scheduled--timeout-millis=2000"
    };
    private static final int MORE_THAN_A_BATCH = 300;

    private final Keycloak shared;
    private Postgres database;
    private Keycloak node;

    @TempDir
    Path directory;

    AuditForwardingIT(Keycloak keycloak) {
        this.shared = keycloak;
    }

    @BeforeAll
    void startNode() throws Exception {
        database = shared.database().newDatabase();
        node = Nodes.single(database, OPTIONS);
    }

    @AfterAll
    void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"OCSF, TLS", "CEF, TLS", "OCSF, TCP", "CEF, TCP"})
    void everyEventArrivesInItsOrder(String format, String transport) throws Exception {
        ReceiverCertificates certificates = new ReceiverCertificates(directory.resolve("ca"));
        ForwardingRealm realm = ForwardingRealm.create(node, "order");
        realm.act(5);
        boolean tls = transport.equals("TLS");
        try (SyslogReceiver receiver =
                tls ? SyslogReceiver.tls(directory, certificates) : SyslogReceiver.tcp(directory)) {
            ObjectNode settings = tls
                    ? ForwardingRealm.tls(receiver.port(), certificates.authorityPem())
                    : ForwardingRealm.tcp(receiver.port());
            realm.forwardTo(settings.put("format", format));
            realm.act(5);

            assertThat(realm.awaitAll(receiver)).isEqualTo(realm.allNumbers());
            assertThatTheySayWhatTheTrailSays(realm, format, receiver.messages());
            awaitNothingWaits(realm);
        }
        JsonNode state = realm.state();
        assertThat(state.path("lag").asLong(-1)).isZero();
        assertThat(state.path("next").asLong()).isEqualTo(realm.allNumbers().size());
        assertThat(state.path("lastSentAt").asText()).isNotEmpty();
        assertThat(state.has("lastError")).isFalse();
    }

    private static void assertThatTheySayWhatTheTrailSays(ForwardingRealm realm, String format, List<JsonNode> messages)
            throws Exception {
        List<Map<String, Object>> rows = realm.trail()
                .jdbc()
                .query(
                        "select e.ID, e.ACTION from AIM_AUDIT_EVENT e join AIM_AUDIT_LEAF l on l.EVENT_ID = e.ID"
                                + " and l.REALM_ID = e.REALM_ID where e.REALM_ID = ? order by l.SEQ",
                        realm.id());
        assertThat(messages).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            String text = messages.get(i).path("msg").asText().substring(1); // after the byte order mark
            Object id = rows.get(i).get("id");
            Object action = rows.get(i).get("action");
            assertThat(messages.get(i).path("msgid").asText()).isEqualTo(action);
            if (format.equals("OCSF")) {
                JsonNode metadata = Json.parse(text).path("metadata");
                assertThat(metadata.path("uid").asText()).isEqualTo(id);
                assertThat(metadata.path("sequence").asLong(-1)).isEqualTo(i);
                assertThat(metadata.path("event_code").asText()).isEqualTo(action);
            } else {
                assertThat(text)
                        .matches("CEF:0\\|AIM\\|AIM for Keycloak\\|[^|]+\\|" + Pattern.quote((String) action)
                                + "\\|.* externalId=" + id + " .* cn1=" + i + " cn1Label=seq.*");
            }
        }
    }

    @Test
    void everyRealmHasItsOwnReceiver() throws Exception {
        ForwardingRealm here = ForwardingRealm.create(node, "here");
        ForwardingRealm there = ForwardingRealm.create(node, "there");
        try (SyslogReceiver mine = SyslogReceiver.tcp(directory.resolve("mine"));
                SyslogReceiver theirs = SyslogReceiver.tcp(directory.resolve("theirs"))) {
            here.forwardTo(ForwardingRealm.tcp(mine.port()));
            there.forwardTo(ForwardingRealm.tcp(theirs.port()));
            here.awaitAll(mine);
            there.awaitAll(theirs);

            assertThat(mine.messages())
                    .allSatisfy(message -> assertThat(message.toString()).contains(here.id()));
            assertThat(theirs.messages())
                    .allSatisfy(message -> assertThat(message.toString()).contains(there.id()));
        }
    }

    @Test
    void nothingIsMissingAfterAnOutageOfTheReceiver() throws Exception {
        ForwardingRealm realm = ForwardingRealm.create(node, "outage");
        double failuresBefore = sample("keycloak_aim_audit_forward_failures_total");
        double forwardedBefore = sample("keycloak_aim_audit_forwarded_total");
        try (SyslogReceiver receiver = SyslogReceiver.tcp(directory)) {
            realm.forwardTo(ForwardingRealm.tcp(receiver.port()));
            realm.awaitAll(receiver);
            for (int outage = 0; outage < 3; outage++) {
                receiver.stop();
                realm.act(10);
                Eventually.within(
                        ForwardingRealm.PATIENCE,
                        "the outage shows",
                        () -> realm.state().path("lastError").asText().contains("Connection refused"));
                assertThat(realm.state().path("lag").asLong()).isPositive();
                receiver.start();
                realm.awaitAll(receiver);
            }

            List<Long> received = realm.awaitAll(receiver);
            assertThat(ForwardingRealm.once(received)).isEqualTo(realm.allNumbers());
            Eventually.within(
                    ForwardingRealm.PATIENCE,
                    "the error is over",
                    () -> !realm.state().has("lastError"));
            awaitNothingWaits(realm);
        }
        assertThat(sample("keycloak_aim_audit_forward_failures_total")).isGreaterThanOrEqualTo(failuresBefore + 3);
        assertThat(sample("keycloak_aim_audit_forwarded_total"))
                .isGreaterThanOrEqualTo(forwardedBefore + realm.allNumbers().size());
        assertThat(sample("keycloak_aim_audit_forward_lag")).isNotNegative();
    }

    private static void awaitNothingWaits(ForwardingRealm realm) {
        Eventually.within(
                ForwardingRealm.PATIENCE,
                "nothing waits",
                () -> realm.state().path("lag").asLong(-1) == 0);
    }

    /** The receiver is stopped again and again while events arrive, so that it ends in the middle of batches. */
    @Test
    void nothingIsMissingThatWasOnTheWayWhenTheReceiverEnded() throws Exception {
        ForwardingRealm realm = ForwardingRealm.create(node, "midway");
        try (SyslogReceiver receiver = SyslogReceiver.tcp(directory);
                TokenLoad load = TokenLoad.on(node, List.of(realm.trail().agent()))) {
            realm.forwardTo(ForwardingRealm.tcp(receiver.port()));
            for (int i = 0; i < 5; i++) {
                load.awaitMore(50);
                receiver.stop();
                receiver.start();
            }
            load.stop();

            assertThat(realm.awaitAll(receiver)).containsAll(realm.allNumbers());
        }
    }

    @Test
    void aReceiverThatHangsHoldsUpNobodyElse() throws Exception {
        ForwardingRealm stuck = ForwardingRealm.create(node, "stuck");
        ForwardingRealm free = ForwardingRealm.create(node, "free");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SyslogReceiver receiver = SyslogReceiver.tcp(directory)) {
            stuck.forwardTo(ForwardingRealm.tcp(silent.getLocalPort()));
            free.forwardTo(ForwardingRealm.tcp(receiver.port()));
            for (int i = 0; i < 5; i++) {
                free.act(2);
                free.awaitAll(receiver);
            }

            assertThat(stuck.awaitError()).contains("does not close the connection");
            assertThat(stuck.state().path("next").asLong(-1)).isZero();
            assertThat(free.state().has("lastError")).isFalse();
        }
    }

    @Test
    void aReceiverThatNobodyVouchesForGetsNothing() throws Exception {
        ReceiverCertificates certificates = new ReceiverCertificates(directory.resolve("ca"));
        ReceiverCertificates others = new ReceiverCertificates(directory.resolve("others"));
        ForwardingRealm realm = ForwardingRealm.create(node, "untrusted");
        try (SyslogReceiver receiver = SyslogReceiver.tls(directory, certificates)) {
            realm.forwardTo(ForwardingRealm.tls(receiver.port(), others.authorityPem()));
            assertThat(realm.awaitError()).contains("PKIX path");
            ObjectNode server = ForwardingRealm.tls(receiver.port(), "");
            server.remove("caCertificates");
            realm.forwardTo(server);
            assertThat(realm.awaitError()).contains("PKIX path");
            assertThat(receiver.messages()).isEmpty();

            realm.forwardTo(ForwardingRealm.tls(receiver.port(), certificates.authorityPem()));
            assertThat(realm.awaitAll(receiver)).isEqualTo(realm.allNumbers());
        }
    }

    @Test
    void twoNodesSendNothingTwice() throws Exception {
        ForwardingRealm realm = ForwardingRealm.create(node, "nodes");
        try (SyslogReceiver receiver = SyslogReceiver.tcp(directory);
                Keycloak second = Nodes.single(database, OPTIONS)) {
            realm.forwardTo(ForwardingRealm.tcp(receiver.port()));
            try (TokenLoad load = TokenLoad.on(second, List.of(realm.trail().agent()))) {
                load.awaitMore(MORE_THAN_A_BATCH).stop();
            }

            assertThat(realm.awaitAll(receiver)).isEqualTo(realm.allNumbers());
        }
    }

    @Test
    void aNodeThatCrashesLeavesNothingOut() throws Exception {
        ForwardingRealm realm = ForwardingRealm.create(node, "crash");
        try (SyslogReceiver receiver = SyslogReceiver.tcp(directory)) {
            realm.forwardTo(ForwardingRealm.tcp(receiver.port()));
            try (TokenLoad load = TokenLoad.on(node, List.of(realm.trail().agent()))) {
                load.awaitMore(MORE_THAN_A_BATCH);
                node.kill();
            }
            node = Nodes.single(database, OPTIONS);
            assertThat(node.jdbc().number("select NEXT_INDEX from AIM_AUDIT_FORWARDING where REALM_ID = ?", realm.id()))
                    .isPositive();

            List<Long> received = realm.awaitAll(receiver);
            assertThat(ForwardingRealm.once(received)).isEqualTo(realm.allNumbers());
        }
    }

    private double sample(String name) {
        return JsonHttp.get(node.managementUrl() + "/metrics")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{} "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " in the metrics"));
    }
}
