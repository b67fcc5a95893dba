package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may say where the trail is forwarded to, where that may be, and what is recorded of it. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditForwardingAdminIT {
    private static final String SETTING = "spi-aim-audit-forwarder--scheduled--allowed-receivers";

    private final Keycloak shared;
    private Keycloak node;
    private ForwardingRealm realm;
    private ForwardingRealm other;

    @TempDir
    Path directory;

    AuditForwardingAdminIT(Keycloak keycloak) {
        this.shared = keycloak;
    }

    @BeforeAll
    void startNode() throws Exception {
        node = Nodes.single(shared.database().newDatabase(), AuditForwardingIT.OPTIONS);
        realm = ForwardingRealm.create(node, "admin");
        other = ForwardingRealm.create(node, "other");
    }

    @AfterAll
    void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    /** To a port where nobody listens, and at rest. */
    private static ObjectNode atRest() {
        return ForwardingRealm.tcp(1).put("enabled", false);
    }

    private Reply send(String method, String path, String token, JsonNode body) {
        Map<String, String> headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        byte[] bytes = body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8);
        return JsonHttp.send(
                method, node.baseUrl() + realm.trail().realm().aimPath(ForwardingRealm.PATH + path), headers, bytes);
    }

    private String token(AuditCaller caller) {
        if (caller == AuditCaller.AN_AGENT) {
            return realm.trail().agent().accessToken();
        }
        if (!caller.logsIn()) {
            return caller == AuditCaller.NO_TOKEN ? null : "no.token.atall";
        }
        TestRealm home = (caller == AuditCaller.ADMINISTRATOR_OF_ANOTHER_REALM ? other : realm)
                .trail()
                .realm();
        return home.adminAs(home.createUser("u" + UUID.randomUUID(), caller.roles()))
                .token();
    }

    @ParameterizedTest
    @EnumSource(AuditCaller.class)
    void whoMayReadTheTrailMaySeeAndOnlyManagersChange(AuditCaller caller) {
        realm.forwardTo(atRest());
        String token = token(caller);
        int read = caller.status(AuditEndpoint.LOGS);
        boolean manages = caller == AuditCaller.REALM_ADMINISTRATOR;
        int refusal = read == 200 ? 403 : read;

        Reply shown = send("GET", "", token, null);
        assertThat(shown.status()).as(shown.summary()).isEqualTo(read);
        assertThat(send("PUT", "", token, atRest()).status()).isEqualTo(manages ? 204 : refusal);
        assertThat(send("POST", "/test", token, null).status()).isEqualTo(manages ? 200 : refusal);
        assertThat(send("DELETE", "", token, null).status()).isEqualTo(manages ? 204 : refusal);
        if (read != 200) {
            assertThat(shown.text()).doesNotContain("127.0.0.1");
        }
        realm.trail().get(ForwardingRealm.PATH).expect(manages ? 404 : 200);
    }

    @Test
    void theSettingsOfOneRealmAreNotThoseOfAnother() {
        realm.forwardTo(atRest());

        other.trail().get(ForwardingRealm.PATH).expect(404);
        other.trail()
                .realm()
                .admin()
                .delete(other.trail().realm().aimPath(ForwardingRealm.PATH))
                .expect(404);
        other.trail()
                .realm()
                .admin()
                .post(other.trail().realm().aimPath(ForwardingRealm.PATH + "/test"))
                .expect(404);
        assertThat(realm.state().path("port").asInt()).isEqualTo(1);
    }

    private static ObjectNode without(ObjectNode settings, String field) {
        ObjectNode copy = settings.deepCopy();
        copy.remove(field);
        return copy;
    }

    @ParameterizedTest
    @CsvSource({
        "TLS, 127.0.0.1, 6514",
        "TCP, localhost, 514",
        "TLS, localhost.example.org, 6514",
        "TLS, 169.254.169.254, 80",
        "TLS, ::1, 6514"
    })
    void aReceiverThatTheOperatorDoesNotAllowIsRefused(String transport, String host, int port) {
        ObjectNode settings =
                atRest().put("transport", transport).put("host", host).put("port", port);

        JsonNode error =
                send("PUT", "", node.admin().token(), settings).expect(409).body();

        assertThat(error.path("error").asText()).isEqualTo("receiver_not_allowed");
        assertThat(error.path("errorMessage").asText()).contains(SETTING);
    }

    /** As when the operator takes a receiver off the list. */
    @Test
    void aReceiverThatIsNoLongerAllowedIsNotConnectedTo() throws Exception {
        ForwardingRealm fallen = ForwardingRealm.create(node, "fallen");
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            fallen.forwardTo(ForwardingRealm.tcp(listener.getLocalPort()).put("enabled", false));
            node.jdbc()
                    .update(
                            "update AIM_AUDIT_FORWARDING set HOST = 'localhost', ENABLED = true where REALM_ID = ?",
                            fallen.id());

            assertThat(fallen.awaitError()).contains("tcp://localhost:" + listener.getLocalPort(), SETTING);
            fallen.trail()
                    .realm()
                    .admin()
                    .post(fallen.trail().realm().aimPath(ForwardingRealm.PATH + "/test"))
                    .expect(409);
            assertThatNobodyConnected(listener);
        }
    }

    private static void assertThatNobodyConnected(ServerSocket listener) throws IOException {
        listener.setSoTimeout(1);
        boolean connected;
        try {
            listener.accept().close();
            connected = true;
        } catch (SocketTimeoutException nobody) {
            connected = false;
        }
        assertThat(connected).isFalse();
    }

    @Test
    void aTestMessageArrivesOrItIsSaidWhyNot() throws Exception {
        ForwardingRealm tested = ForwardingRealm.create(node, "tested");
        String path = tested.trail().realm().aimPath(ForwardingRealm.PATH + "/test");
        try (SyslogReceiver receiver = SyslogReceiver.tcp(directory)) {
            tested.forwardTo(ForwardingRealm.tcp(receiver.port()).put("enabled", false));
            JsonNode answer = node.admin().post(path).expect(200).body();
            assertThat(answer.path("delivered").asBoolean()).isTrue();
            Eventually.within(
                    ForwardingRealm.PATIENCE,
                    "the message arrives",
                    () -> receiver.messages().size() == 1);
            JsonNode message = receiver.messages().get(0);
            assertThat(message.path("msgid").asText()).isEqualTo("audit.forwarding.tested");
            assertThat(SyslogReceiver.number(message)).isEqualTo(-1);
            receiver.stop();
        }

        JsonNode failed = node.admin().post(path).expect(200).body();

        assertThat(failed.path("delivered").asBoolean(true)).isFalse();
        assertThat(failed.path("error").asText()).contains("Connection refused");
        assertThat(AuditRealm.texts(tested.trail().events("action=audit.forwarding.tested"), "result"))
                .containsExactly("failure", "success");
    }

    @Test
    void whatIsChangedIsRecorded() {
        ForwardingRealm changed = ForwardingRealm.create(node, "changed");
        changed.forwardTo(atRest());
        changed.forwardTo(atRest().put("port", 2).put("format", "CEF"));
        node.admin()
                .delete(changed.trail().realm().aimPath(ForwardingRealm.PATH))
                .expect(204);

        List<JsonNode> events = changed.trail().events("action=audit.forwarding");

        assertThat(AuditRealm.texts(events, "action"))
                .containsExactly("audit.forwarding.stopped", "audit.forwarding.changed", "audit.forwarding.changed");
        JsonNode details = events.get(1).path("details");
        assertThat(details.path("receiver").asText()).isEqualTo("tcp://127.0.0.1:2");
        assertThat(details.path("previous").asText()).isEqualTo("tcp://127.0.0.1:1 OCSF disabled at 0");
    }

    /** A change of the settings while events are on the way repeats these. */
    @Test
    void forwardingBeginsNowUnlessSaidOtherwiseAndGoesOnWhereItStopped() throws Exception {
        ForwardingRealm late = ForwardingRealm.create(node, "late");
        long size = late.allNumbers().size();
        try (SyslogReceiver receiver = SyslogReceiver.tcp(directory)) {
            ObjectNode settings = without(ForwardingRealm.tcp(receiver.port()), "from");
            late.forwardTo(settings);
            List<Long> wanted =
                    late.allNumbers().stream().filter(n -> n >= size).toList();
            Eventually.within(
                    ForwardingRealm.PATIENCE,
                    "the new events arrive",
                    () -> ForwardingRealm.once(receiver.numbers()).equals(wanted));
            late.forwardTo(settings.deepCopy().put("enabled", false));
            late.act(1);
            late.forwardTo(settings);
            List<Long> all = late.allNumbers().stream().filter(n -> n >= size).toList();
            Eventually.within(
                    ForwardingRealm.PATIENCE,
                    "the rest arrives",
                    () -> ForwardingRealm.once(receiver.numbers()).equals(all));
        }
    }

    @Test
    void eventsAtTheEndOfTheirRetentionAreLeftOut() throws Exception {
        ForwardingRealm old = ForwardingRealm.create(node, "old");
        old.act(2);
        long size = old.allNumbers().size();
        assertThat(node.jdbc()
                        .update(
                                "delete from AIM_AUDIT_EVENT where REALM_ID = ? and ACTION = 'agent.token.issued'",
                                old.id()))
                .isEqualTo(2);
        try (SyslogReceiver receiver = SyslogReceiver.tcp(directory)) {
            old.forwardTo(ForwardingRealm.tcp(receiver.port()));
            Eventually.within(
                    ForwardingRealm.PATIENCE,
                    "nothing waits",
                    () -> old.state().path("next").asLong() == old.allNumbers().size());

            assertThat(receiver.numbers())
                    .doesNotHaveDuplicates()
                    .isSorted()
                    .hasSize(old.allNumbers().size() - 2)
                    .contains(0L, size);
            assertThat(Json.parse(receiver.messages()
                                    .get(0)
                                    .path("msg")
                                    .asText()
                                    .substring(1))
                            .path("class_uid")
                            .asInt())
                    .isPositive();
        }
    }
}
