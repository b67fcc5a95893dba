package io.aim.keycloak.e2e.mcp.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real MCP servers on this machine, on a node whose operator lets realms open it. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpVerificationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Keycloak shared;
    private Keycloak node;
    private McpHost host;
    private McpHost misnamed;
    private NameServer names;
    private VerifiedRealm servers;
    private VerifiedRealm closed;

    McpVerificationIT(Keycloak keycloak) {
        this.shared = keycloak;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        TestCertificate local = new TestCertificate(directory, "localhost");
        TestCertificate other = new TestCertificate(directory, "elsewhere.example.org");
        host = new McpHost(local.server());
        misnamed = new McpHost(other.server());
        names = new NameServer();
        node = Nodes.single(
                shared.database().newDatabase(),
                "--truststore-paths=" + local.pem() + "," + other.pem(),
                "--spi-aim-outbound--guarded--openable-ranges=127.0.0.0/8,::1",
                "--spi-aim-outbound--guarded--timeout-millis=3000",
                "--spi-aim-outbound--guarded--read-timeout-millis=2000",
                "--spi-aim-mcp-verifier--scheduled--interval-millis=100",
                "--spi-aim-mcp-verifier--scheduled--dns-servers=" + names.address());
        servers = VerifiedRealm.of(TestRealm.create(node, "verified"), "localhost");
        closed = VerifiedRealm.of(TestRealm.create(node, "closed"));
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
        host.close();
        misnamed.close();
        names.close();
    }

    /** A server whose key is its own, by challenge. */
    private JsonNode honest(AgentKey key) {
        return servers.register(host.serve(VerifiedRealm.honest(key)), key);
    }

    private static void assertFailed(JsonNode verification, String code) {
        assertThat(verification.path("state").asText())
                .as(verification.toString())
                .isEqualTo("failed");
        assertThat(verification.path("failure").asText()).isEqualTo(code);
        assertThat(verification.path("detail").asText()).isNotBlank();
        assertThat(verification.path("finishedAt").asText()).isNotBlank();
    }

    @Test
    void aServerThatSignsTheChallengeIsVerified() {
        AgentKey key = AgentKey.generate();
        JsonNode server = honest(key);

        JsonNode verification = servers.verified(server, "challenge");

        assertThat(verification.path("state").asText())
                .as(verification.toString())
                .isEqualTo("succeeded");
        JsonNode now = servers.read(server);
        assertThat(now.path("status").asText()).isEqualTo("verified");
        assertThat(now.path("verification").path("method").asText()).isEqualTo("challenge");
        assertThat(now.path("verification").path("failedChecks").asInt()).isZero();
        Instant verifiedAt =
                Instant.parse(now.path("verification").path("verifiedAt").asText());
        assertThat(Instant.parse(now.path("verification").path("nextCheckAt").asText()))
                .isBetween(verifiedAt.plus(Duration.ofHours(21)), verifiedAt.plus(Duration.ofHours(27)));
        JsonNode event = servers.events(server, "mcp_server.verified").get(0);
        assertThat(event.path("details").path("verification").asText())
                .isEqualTo(verification.path("id").asText());
        assertThat(event.path("actor").path("kind").asText()).isEqualTo("user");
        assertThat(servers.events(server, "mcp_server.status.changed")).hasSize(1);
        JsonNode challenge = host.challenges(now.path("url").asText()).get(0);
        assertThat(challenge.path("issuer").asText()).isEqualTo(servers.realm().issuer());
        assertThat(challenge.path("challenge").asText()).hasSize(43);
    }

    @Test
    void aKeyInDnsVerifiesTheServer() {
        AgentKey key = AgentKey.generate();
        String name = "mcp-" + UUID.randomUUID() + ".example.org";
        names.put(name, "v=spf1 -all", VerifiedRealm.published(key));
        JsonNode server = servers.register("https://" + name, key);

        JsonNode verification = servers.verified(server, "dns");

        assertThat(verification.path("state").asText())
                .as(verification.toString())
                .isEqualTo("succeeded");
        assertThat(servers.read(server).path("status").asText()).isEqualTo("verified");
        assertThat(servers.read(server).path("verification").path("method").asText())
                .isEqualTo("dns");
    }

    @Test
    void aKeyInTheFileOfTheHostVerifiesTheServer() {
        AgentKey key = AgentKey.generate();
        host.publish(VerifiedRealm.published(key));
        JsonNode server = servers.register("https://localhost:" + host.port() + "/" + UUID.randomUUID(), key);

        JsonNode verification = servers.verified(server, "well_known");

        assertThat(verification.path("state").asText())
                .as(verification.toString())
                .isEqualTo("succeeded");
        assertThat(servers.read(server).path("verification").path("method").asText())
                .isEqualTo("well_known");
    }

    @Test
    void anotherKeyThanTheRegisteredOneProvesNothing() {
        String name = "mcp-" + UUID.randomUUID() + ".example.org";
        names.put(name, VerifiedRealm.published(AgentKey.generate()));
        host.publish(VerifiedRealm.published(AgentKey.generate()));

        assertFailed(servers.verified(servers.register("https://" + name, AgentKey.generate()), "dns"), "key_mismatch");
        assertFailed(
                servers.verified(
                        servers.register(
                                "https://localhost:" + host.port() + "/" + UUID.randomUUID(), AgentKey.generate()),
                        "well_known"),
                "key_mismatch");
    }

    @Test
    void aNameWithoutRecordProvesNothingAndSilenceNeitherDoes() {
        assertFailed(
                servers.verified(
                        servers.register("https://unknown.example.org/" + UUID.randomUUID(), AgentKey.generate()),
                        "dns"),
                "record_missing");
        assertFailed(
                servers.verified(
                        servers.register("https://silent.example.org/" + UUID.randomUUID(), AgentKey.generate()),
                        "dns"),
                "outbound_timeout");
    }

    /** Servers that lie, and hosts that want to do harm. */
    enum Liar {
        SIGNS_WITH_ANOTHER_KEY(
                "signature_invalid", key -> VerifiedRealm.signing(AgentKey.generate(), key.thumbprint())),
        NAMES_ANOTHER_KEY("key_mismatch", key -> VerifiedRealm.honest(AgentKey.generate())),
        REPLAYS_AN_ANSWER("signature_invalid", key -> {
            List<String> answers = new ArrayList<>();
            return (exchange, challenge) -> {
                answers.add(VerifiedRealm.answer(key, key.thumbprint(), challenge));
                McpHost.say(exchange, 200, answers.get(0));
            };
        }) {
            @Override
            void prepare(VerifiedRealm servers, JsonNode server) {
                assertThat(servers.verified(server, "challenge").path("state").asText())
                        .isEqualTo("succeeded");
            }
        },
        SIGNS_AN_OLD_CHALLENGE(
                "signature_invalid",
                key -> (exchange, challenge) -> McpHost.say(
                        exchange,
                        200,
                        VerifiedRealm.answer(
                                key,
                                key.thumbprint(),
                                Json.object()
                                        .put("issuer", challenge.path("issuer").asText())
                                        .put(
                                                "serverId",
                                                challenge.path("serverId").asText())
                                        .put("url", challenge.path("url").asText())
                                        .put("challenge", "A".repeat(43))))),
        SPEAKS_NO_JSON("answer_malformed", key -> (exchange, challenge) -> McpHost.say(exchange, 200, "<html/>")),
        REFUSES("outbound_status", key -> (exchange, challenge) -> McpHost.say(exchange, 403, "{}")),
        REDIRECTS_TO_METADATA("outbound_redirect", key -> (exchange, challenge) -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
            McpHost.say(exchange, 307, "");
        }),
        SENDS_BYTE_AFTER_BYTE("outbound_timeout", key -> (exchange, challenge) -> {
            exchange.sendResponseHeaders(200, 1_000);
            CountDownLatch never = new CountDownLatch(1);
            try {
                for (int i = 0; i < 1_000 && !never.await(100, TimeUnit.MILLISECONDS); i++) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }),
        SENDS_A_GIGABYTE("outbound_too_large", key -> (exchange, challenge) -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < 16 * 1024; i++) {
                out.write(block);
            }
        });

        private final String code;

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final Function<AgentKey, McpHost.Behaviour> behaviour;

        Liar(String code, Function<AgentKey, McpHost.Behaviour> behaviour) {
            this.code = code;
            this.behaviour = behaviour;
        }

        void prepare(VerifiedRealm servers, JsonNode server) {
            // most lie from the start
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatLiesIsNotVerified(Liar liar) {
        AgentKey key = AgentKey.generate();
        JsonNode server = servers.register(host.serve(liar.behaviour.apply(key)), key);
        liar.prepare(servers, server);
        String before = servers.read(server).path("status").asText();

        JsonNode verification = servers.verified(server, "challenge");

        assertFailed(verification, liar.code);
        JsonNode now = servers.read(server);
        assertThat(now.path("status").asText()).isEqualTo(before);
        assertThat(now.path("verification").path("failedChecks").asInt()).isEqualTo(1);
        JsonNode event =
                servers.events(server, "mcp_server.verification.failed").get(0);
        assertThat(event.path("reason").asText()).isEqualTo(liar.code);
        assertThat(event.toString()).doesNotContain("html");
    }

    @Test
    void theCertificateMustBeForTheHost() {
        AgentKey key = AgentKey.generate();
        String url = misnamed.serve(VerifiedRealm.honest(key));

        assertFailed(servers.verified(servers.register(url, key), "challenge"), "outbound_tls");
        assertThat(misnamed.challenges(url)).isEmpty();
    }

    @Test
    void anInternalHostThatTheRealmDidNotOpenIsNeverConnectedTo() throws IOException {
        try (ServerSocket inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            inside.setSoTimeout(1);
            for (String name : List.of("localhost", "127.0.0.1", "[::1]")) {
                JsonNode server = closed.register("https://" + name + ":" + inside.getLocalPort(), AgentKey.generate());
                assertFailed(closed.verified(server, "challenge"), "outbound_address_refused");
                assertFailed(closed.verified(server, "well_known"), "outbound_address_refused");
            }
            assertThat(connected(inside)).isFalse();
        }
    }

    private static boolean connected(ServerSocket inside) throws IOException {
        try {
            inside.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "[fd00:ec2::254]", "0.0.0.0", "10.0.0.1", "[2002:7f00:1::1]"})
    void nobodyOpensSpecialAddressesNorThoseThatTheOperatorKeeps(String address) {
        VerifiedRealm open = VerifiedRealm.of(TestRealm.create(node, "open"), "0.0.0.0/0", "::/0", "10.0.0.1");

        assertFailed(
                open.verified(open.register("https://" + address, AgentKey.generate()), "challenge"),
                "outbound_address_refused");
    }

    @Test
    void aVerificationUrlIsGuardedAsTheAddressIs() {
        AgentKey key = AgentKey.generate();
        JsonNode server = honest(key);
        servers.realm()
                .admin()
                .put(
                        servers.path(server, ""),
                        Json.object().put("verificationUrl", "https://169.254.169.254/latest/meta-data"))
                .expect(204);

        assertFailed(servers.verified(server, "challenge"), "outbound_address_refused");
    }

    @Test
    void whoDoesNotWaitIsToldWhereToLook() {
        JsonNode server = honest(AgentKey.generate());

        Reply reply = servers.verify(server, "challenge", false).expect(202);
        String location = reply.headers().firstValue("Location").orElseThrow();

        assertThat(location)
                .endsWith(servers.path(
                        server, "/verifications/" + reply.body().path("id").asText()));
        Eventually.within(
                PATIENCE,
                "it is over",
                () -> JsonHttp.get(location, servers.realm().admin().token())
                        .body()
                        .path("state")
                        .asText()
                        .equals("succeeded"));
    }

    @Test
    void aServerHasOneVerificationAtATime() {
        CountDownLatch go = new CountDownLatch(1);
        AgentKey key = AgentKey.generate();
        JsonNode server = servers.register(
                host.serve((exchange, challenge) -> {
                    try {
                        assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    VerifiedRealm.honest(key).answer(exchange, challenge);
                }),
                key);

        JsonNode first = servers.verify(server, "challenge", false).expect(202).body();
        JsonNode second = servers.verify(server, "dns", false).expect(202).body();
        go.countDown();

        assertThat(second).isEqualTo(first);
        Eventually.within(
                PATIENCE,
                "it is over",
                () -> servers.read(server).path("status").asText().equals("verified"));
        assertThat(host.challenges(server.path("url").asText())).hasSize(1);
    }

    @Test
    void withoutAnOwnerTheKeyIsProvenAndTheServerStaysPending() {
        AgentKey key = AgentKey.generate();
        JsonNode server = servers.register(host.serve(VerifiedRealm.honest(key)), key, null);

        assertThat(servers.verified(server, "challenge").path("state").asText()).isEqualTo("succeeded");

        assertThat(servers.read(server).path("status").asText()).isEqualTo("pending");
        assertThat(servers.read(server).path("verification").has("verifiedAt")).isTrue();
    }

    @Test
    void whatCannotBeProvenIsRefusedAtOnce() {
        JsonNode keyless = servers.register("https://" + UUID.randomUUID() + ".example.org", null);
        JsonNode revoked = honest(AgentKey.generate());
        servers.realm()
                .admin()
                .post(servers.path(revoked, "/revoke"), Json.object().put("reason", "gone"))
                .expect(200);

        assertThat(servers.verify(keyless, "challenge", true)
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("key_missing");
        assertThat(servers.verify(revoked, "challenge", true)
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("mcp_server_revoked");
        assertThat(servers.verify(keyless, "magic", true)
                        .expect(400)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("invalid_method");
    }

    @Test
    void aKeyThatIsChangedMeanwhileIsNotProvenByTheOldOne() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        AgentKey key = AgentKey.generate();
        JsonNode server = servers.register(
                host.serve((exchange, challenge) -> {
                    asked.countDown();
                    try {
                        assertThat(changed.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    VerifiedRealm.honest(key).answer(exchange, challenge);
                }),
                key);

        String id = servers.verify(server, "challenge", false)
                .expect(202)
                .body()
                .path("id")
                .asText();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        var body = Json.object();
        body.set("publicKey", AgentKey.generate().publicJwk());
        servers.realm().admin().put(servers.path(server, "/public-key"), body).expect(200);
        changed.countDown();

        Eventually.within(
                PATIENCE,
                "it is over",
                () -> !servers.realm()
                        .admin()
                        .get(servers.path(server, "/verifications/" + id))
                        .body()
                        .path("state")
                        .asText()
                        .equals("running"));
        assertFailed(
                servers.realm()
                        .admin()
                        .get(servers.path(server, "/verifications/" + id))
                        .body(),
                "server_changed");
        assertThat(servers.read(server).path("status").asText()).isEqualTo("pending");
        assertThat(servers.read(server)
                        .path("verification")
                        .path("failedChecks")
                        .asInt())
                .isZero();
    }

    @Test
    void threeFailuresInARowSuspendAndPeopleAreTold() {
        AgentKey key = AgentKey.generate();
        String url = host.serve(VerifiedRealm.honest(key));
        JsonNode server = servers.register(url, key);
        servers.verified(server, "challenge");
        host.change(url, VerifiedRealm.honest(AgentKey.generate()));

        for (int failure = 1; failure <= 2; failure++) {
            assertFailed(servers.verified(server, "challenge"), "key_mismatch");
            assertThat(servers.read(server).path("status").asText()).isEqualTo("verified");
            assertThat(servers.read(server)
                            .path("verification")
                            .path("failedChecks")
                            .asInt())
                    .isEqualTo(failure);
            assertThat(alert(server).path("severity").asText()).isEqualTo("high");
        }
        assertFailed(servers.verified(server, "challenge"), "key_mismatch");

        JsonNode now = servers.read(server);
        assertThat(now.path("status").asText()).isEqualTo("suspended");
        assertThat(now.path("statusReason").asText())
                .contains("3 times in a row")
                .contains("key_mismatch");
        assertThat(alert(server).path("severity").asText()).isEqualTo("critical");
        assertThat(alert(server).path("count").asInt()).isEqualTo(3);
        assertThat(servers.realm()
                        .admin()
                        .post(servers.path(server, "/reactivate"), Json.object().put("reason", "trust me"))
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("key_not_proven");
        host.change(url, VerifiedRealm.honest(key));
        assertThat(servers.verified(server, "challenge").path("state").asText()).isEqualTo("succeeded");
        assertThat(servers.read(server).path("status").asText()).isEqualTo("suspended");
        servers.realm()
                .admin()
                .post(servers.path(server, "/reactivate"), Json.object().put("reason", "mended"))
                .expect(200);
    }

    private JsonNode alert(JsonNode server) {
        JsonNode alerts = servers.realm()
                .admin()
                .get(servers.realm().aimPath("/alerts?type=mcp_server_unverified&max=500"))
                .expect(200)
                .body()
                .path("items");
        for (JsonNode alert : alerts) {
            if (alert.path("title").asText().startsWith(server.path("name").asText())) {
                return alert;
            }
        }
        throw new AssertionError("no alert about " + server);
    }

    @Test
    void theClockVerifiesAgain() throws SQLException {
        AgentKey key = AgentKey.generate();
        String url = host.serve(VerifiedRealm.honest(key));
        JsonNode server = servers.register(url, key);
        servers.verified(server, "challenge");

        node.jdbc()
                .update(
                        "update AIM_MCP_SERVER set NEXT_CHECK_AT = 1 where ID = ?",
                        server.path("id").asText());

        Eventually.within(PATIENCE, "it is verified again", () -> {
            JsonNode newest =
                    servers.verifications(server, "?max=1").path("items").get(0);
            return !newest.has("requestedBy") && newest.path("state").asText().equals("succeeded");
        });
        assertThat(host.challenges(url)).hasSize(2);
        assertThat(servers.verifications(server, "").path("total").asInt()).isEqualTo(2);
        assertThat(servers.events(server, "mcp_server.verified")
                        .get(0)
                        .path("actor")
                        .path("kind")
                        .asText())
                .isEqualTo("system");
        assertThat(Instant.parse(servers.read(server)
                        .path("verification")
                        .path("nextCheckAt")
                        .asText()))
                .isAfter(Instant.now().plus(Duration.ofHours(20)));
    }

    @Test
    void theListIsPagedNewestFirst() {
        JsonNode server = honest(AgentKey.generate());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, servers.verified(server, "challenge").path("id").asText());
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = servers.verifications(server, "?max=2" + after);
            assertThat(page.path("total").asInt()).isEqualTo(5);
            page.path("items").forEach(item -> seen.add(item.path("id").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : null;
        } while (after != null);

        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void verificationsGoWithTheirServer() throws SQLException {
        JsonNode server = honest(AgentKey.generate());
        servers.verified(server, "challenge");

        servers.realm().admin().delete(servers.path(server, "")).expect(204);

        assertThat(node.jdbc()
                        .number(
                                "select count(*) from AIM_MCP_VERIFICATION where SERVER_ID = ?",
                                server.path("id").asText()))
                .isZero();
    }

    @Test
    void operatorsSeeWhatCameOfThem() {
        servers.verified(honest(AgentKey.generate()), "challenge");

        String metrics =
                JsonHttp.get(node.managementUrl() + "/metrics").expect(200).text();
        assertThat(metrics)
                .contains("keycloak_aim_mcp_verifications_seconds_count{method=\"challenge\",result=\"succeeded\"}")
                .contains("keycloak_aim_outbound_failures_total{code=\"outbound_address_refused\"}");
    }
}
