package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Suspended, revoked or compromised: one call ends everything that an agent holds, and says what. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillSwitchIT {

    private static final String RESOURCE_SERVER = "kill-switch-resource-server";
    private static final String SECRET = "secret-of-the-resource-server";

    private final AgentRealm agents;

    KillSwitchIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
        ObjectNode client = Json.object()
                .put("clientId", RESOURCE_SERVER)
                .put("secret", SECRET)
                .put("standardFlowEnabled", false);
        client.putObject("attributes").put("allow.token.introspection.without.audience.check", "true");
        realm.admin().post(realm.adminPath("/clients"), client).expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "revoke", "compromised"})
    void endsTokensAtIntrospectionAndUserinfo(String action) {
        TestAgent agent = agents.verified();
        String token = agent.accessToken();
        assertThat(isActive(token)).isTrue();
        assertThat(own(token).status()).isEqualTo(200);

        agents.act(agent, action, "end-to-end test").expect(200);

        assertThat(isActive(token)).isFalse();
        assertThat(own(token).status()).isEqualTo(401);
        assertThat(userinfo(token).status()).isIn(401, 403);
        agent.requestToken().expect(400, 401);
    }

    @Test
    void tokensThatWereCutStayEndedAfterTheReactivation() {
        TestAgent agent = agents.verified();
        String before = agent.accessToken();
        agents.act(agent, "suspend").expect(200);

        agents.act(agent, "reactivate").expect(200);

        String after = agent.accessToken();
        assertThat(isActive(before)).isFalse();
        assertThat(isActive(after)).isTrue();
        assertThat(own(after).status()).isEqualTo(200);
    }

    @Test
    void theReceiptSaysWhatWasCutAndIsSigned() throws Exception {
        TestAgent agent = agents.verified();
        Instant before = Instant.now();

        JsonNode receipt = agents.act(agent, "compromised", "key on a public page")
                .expect(200)
                .body()
                .path("receipt");

        assertThat(receipt.path("action").asText()).isEqualTo("compromised");
        assertThat(receipt.path("agentId").asText()).isEqualTo(agent.id());
        assertThat(Instant.parse(receipt.path("at").asText()))
                .isBetween(before.minusMillis(1), Instant.now().plusMillis(1));
        assertThat(AgentRealm.texts(receipt.path("keys")))
                .containsExactly(agent.key().thumbprint());
        assertThat(receipt.path("durationMillis").asLong(-1)).isBetween(0L, 1000L);
        JsonNode signed = verified(receipt.path("jws").asText());
        assertThat(signed.path("jti").asText()).isEqualTo(receipt.path("id").asText());
        assertThat(signed.path("sub").asText()).isEqualTo(agent.id());
        assertThat(signed.path("at").asText()).isEqualTo(receipt.path("at").asText());
        assertThat(signed.path("iss").asText()).isEqualTo(agents.realm().issuer());
        JsonNode event = event("agent.cut", agent);
        assertThat(event.path("correlationId").asText())
                .isEqualTo(receipt.path("id").asText());
        JsonNode details = event.path("details");
        assertThat(details.path("receipt_header").asText() + "."
                        + details.path("receipt_payload").asText() + "."
                        + details.path("receipt_signature").asText())
                .isEqualTo(receipt.path("jws").asText());
    }

    /** Against the key of the realm's latest checkpoint. */
    private JsonNode verified(String jws) throws Exception {
        agents.realm()
                .admin()
                .post(agents.realm().aimPath("/audit-checkpoints"))
                .expect(200);
        String verifier = agents.realm()
                .admin()
                .get(agents.realm().aimPath("/audit-checkpoints/latest"))
                .expect(200)
                .body()
                .path("verifierKey")
                .asText();
        byte[] typed = Base64.getDecoder().decode(verifier.split("\\+", 3)[2]);
        int dot = jws.lastIndexOf('.');
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(RawEd25519.publicKey(typed, 1));
        ed25519.update(jws.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        assertThat(ed25519.verify(Base64.getUrlDecoder().decode(jws.substring(dot + 1))))
                .isTrue();
        assertThat(Jws.header(jws).path("typ").asText()).isEqualTo("aim-receipt+jwt");
        return Jws.claims(jws);
    }

    @Test
    void aSuspensionKeepsTheKeysAndARevocationDoesNot() {
        TestAgent suspended = agents.suspended();
        TestAgent revoked = agents.revoked();

        assertThat(AgentRealm.texts(agents.read(suspended).path("keys"), "state"))
                .containsExactly("active");
        assertThat(AgentRealm.texts(agents.read(revoked).path("keys"), "state")).containsExactly("revoked");
    }

    @Test
    void afterACompromiseOnlyANewKeyAndAReasonBringTheAgentBack() {
        TestAgent agent = agents.verified();
        JsonNode cut =
                agents.act(agent, "compromised", "stolen laptop").expect(200).body();
        assertThat(cut.path("status").asText()).isEqualTo("suspended");
        assertThat(cut.path("compromised").asBoolean()).isTrue();
        assertThat(AgentRealm.texts(cut.path("findings"))).contains("compromised", "no_usable_key");

        assertThat(error(agents.act(agent, "reactivate").expect(409))).isEqualTo("key_not_proven");
        AgentKey next = AgentKey.generate();
        ObjectNode key = Json.object();
        key.set("publicKey", next.publicJwk());
        agents.realm().admin().post(agent.adminPath("/keys"), key).expect(201);
        assertThat(error(agents.act(agent, "reactivate").expect(409))).isEqualTo("key_not_proven");
        TestAgent renewed = new TestAgent(agents.realm(), agent.id(), agent.name(), next);
        renewed.prove().expect(200);
        Reply withoutReason =
                agents.realm().admin().post(agent.adminPath("/reactivate")).expect(400);
        assertThat(withoutReason.body().path("field").asText()).isEqualTo("reason");
        JsonNode back =
                agents.act(agent, "reactivate", "new laptop").expect(200).body();

        assertThat(back.path("status").asText()).isEqualTo("verified");
        assertThat(back.path("compromised").asBoolean(true)).isFalse();
        renewed.requestToken().expect(200);
        agent.requestToken().expect(401);
    }

    @Test
    void aPendingAgentCanBeCompromisedAndARevokedOneCannot() {
        TestAgent pending = agents.pending();

        JsonNode cut = agents.act(pending, "compromised", "r").expect(200).body();

        assertThat(cut.path("status").asText()).isEqualTo("pending");
        assertThat(error(agents.act(agents.revoked(), "compromised", "r").expect(409)))
                .isEqualTo("illegal_transition");
        assertThat(agents.realm()
                        .admin()
                        .post(agents.verified().adminPath("/compromised"))
                        .expect(400)
                        .body()
                        .path("field")
                        .asText())
                .isEqualTo("reason");
    }

    @Test
    void noTokenThatIsGivenWhileTheAgentIsCutIsOfAnyUse() throws Exception {
        TestAgent agent = agents.verified();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<String>>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(clients.submit(() -> tokensUntil(stop, agent)));
            }
            agent.requestToken().expect(200);
            agents.act(agent, "suspend").expect(200);
            stop.set(true);
            agents.act(agent, "reactivate").expect(200);

            int given = 0;
            for (Future<List<String>> client : running) {
                for (String token : client.get()) {
                    given++;
                    assertThat(isActive(token)).isFalse();
                }
            }
            assertThat(given).isPositive();
        } finally {
            stop.set(true);
            clients.shutdownNow();
        }
    }

    private static List<String> tokensUntil(AtomicBoolean stop, TestAgent agent) {
        List<String> tokens = new ArrayList<>();
        while (!stop.get()) {
            Reply reply = agent.requestToken();
            if (reply.status() == 200) {
                tokens.add(reply.body().path("access_token").asText());
            }
        }
        return tokens;
    }

    @Test
    void sessionsOfTheServiceAccountEnd() {
        TestAgent agent = agents.verified();
        ObjectNode client = (ObjectNode) agents.client(agent.name());
        String token = agent.accessToken();

        JsonNode receipt = agents.act(agent, "suspend").expect(200).body().path("receipt");

        assertThat(receipt.path("sessions").asInt(-1)).isNotNegative();
        assertThat(agents.realm()
                        .admin()
                        .get(agents.realm()
                                .adminPath("/clients/" + client.path("id").asText() + "/user-sessions"))
                        .expect(200)
                        .body())
                .isEmpty();
        assertThat(isActive(token)).isFalse();
    }

    private static String error(Reply reply) {
        return reply.body().path("error").asText();
    }

    private boolean isActive(String token) {
        return JsonHttp.form(
                        agents.realm().tokens().endpoint() + "/introspect",
                        Map.of("client_id", RESOURCE_SERVER, "client_secret", SECRET, "token", token),
                        Map.of())
                .expect(200)
                .body()
                .path("active")
                .asBoolean();
    }

    private Reply own(String token) {
        return JsonHttp.get(agents.realm().runtimeUrl("/agents/me"), token);
    }

    private Reply userinfo(String token) {
        return JsonHttp.get(agents.realm().tokens().endpoint().replace("/token", "/userinfo"), token);
    }

    private JsonNode event(String action, TestAgent agent) {
        JsonNode items = agents.realm()
                .admin()
                .get(agents.realm().aimPath("/audit-logs?action=" + action + "&target=" + agent.id()))
                .expect(200)
                .body()
                .path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }
}
