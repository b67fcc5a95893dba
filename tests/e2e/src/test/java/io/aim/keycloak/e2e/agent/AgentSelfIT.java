package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token opens at the runtime root: the agent's own data, and only while the agent is verified. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentSelfIT {
    private final AgentRealm agents;
    private final TestRealm.User viewer;
    private final SimpleClient stock;

    AgentSelfIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
        this.viewer = realm.createUser("viewer", "aim-view", "view-clients");
        this.stock = SimpleClient.create(realm, "stock");
        letIntrospect(stock);
    }

    /** Puts a client into the audience of every agent's token, by a mapper of the operator in our client scope. */
    private void letIntrospect(SimpleClient client) {
        TestRealm realm = agents.realm();
        JsonNode scopes =
                realm.admin().get(realm.adminPath("/client-scopes")).expect(200).body();
        String scope = StreamSupport.stream(scopes.spliterator(), false)
                .filter(s -> "aim".equals(s.path("name").asText()))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        ObjectNode mapper = Json.object()
                .put("name", "resource servers")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-audience-mapper");
        mapper.putObject("config")
                .put("included.client.audience", client.clientId())
                .put("access.token.claim", "true")
                .put("introspection.token.claim", "true");
        realm.admin()
                .post(realm.adminPath("/client-scopes/" + scope + "/protocol-mappers/models"), mapper)
                .expect(201);
    }

    @Test
    void anAgentReadsItself() {
        TestAgent agent = agents.verified();
        String token = agent.accessToken();

        JsonNode byMe = get("/agents/me", token).expect(200).body();
        JsonNode byId = get("/agents/" + agent.id(), token).expect(200).body();
        JsonNode vault = get("/agents/me/key-vault", token).expect(200).body();

        assertThat(byMe).isEqualTo(agents.read(agent)).isEqualTo(byId);
        assertThat(vault.path("thumbprint").asText()).isEqualTo(agent.key().thumbprint());
        assertThat(vault.path("keyAlgorithm").asText()).isEqualTo("Ed25519");
        assertThat(vault.path("rotationCount").asInt(-1)).isZero();
        assertThat(vault.path("hasPreviousPublicKey").asBoolean(true)).isFalse();
        assertThat(vault.path("history")).hasSize(1);
        assertThat(vault.toString()).doesNotContain("\"d\"");
        assertThat(get("/agents/" + agent.id() + "/key-vault", token)
                        .expect(200)
                        .body())
                .isEqualTo(vault)
                .isEqualTo(agents.realm()
                        .admin()
                        .get(agent.adminPath("/key-vault"))
                        .expect(200)
                        .body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/key-vault"})
    void anotherAgentDoesNotExist(String path) {
        String token = agents.verified().accessToken();
        TestAgent other = agents.verified();

        refused(get("/agents/" + other.id() + path, token), 404, "not_found");
        refused(get("/agents/" + UUID.randomUUID() + path, token), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/key-vault"})
    void peopleAndOtherClientsReadNoAgent(String path) {
        TestAgent agent = agents.verified();
        String person = agents.realm().adminAs(viewer).token();

        refused(get("/agents/" + agent.id() + path, person), 403, "not_an_agent");
        refused(get("/agents/me" + path, person), 403, "not_an_agent");
        refused(get("/agents/" + agent.id() + path, stock.serviceAccountToken()), 403, "not_an_agent");
        refused(get("/agents/me" + path, stock.tokenOf(viewer)), 403, "not_an_agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me", "/agents/me", "/agents/me/key-vault"})
    void withoutATokenNothingOpens(String path) {
        Reply none = JsonHttp.get(agents.realm().runtimeUrl(path));
        Reply garbage = get(path, "eyJhbGciOiJub25lIn0.e30.");
        Reply forged = get(path, AgentRealm.forged(agents.verified().accessToken()));

        for (Reply reply : new Reply[] {none, garbage, forged}) {
            refused(reply, 401, "unauthorized");
            assertThat(reply.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
        }
    }

    @Test
    void meTellsAnAgentWhoItIs() {
        TestAgent agent = agents.verified();

        JsonNode me = get("/me", agent.accessToken()).expect(200).body();

        assertThat(me.path("kind").asText()).isEqualTo("agent");
        assertThat(me.path("id").asText()).isEqualTo(agent.id());
        assertThat(me.path("name").asText()).isEqualTo(agent.name());
        assertThat(me.path("clientId").asText()).isEqualTo(agent.name());
        assertThat(me.path("status").asText()).isEqualTo("verified");
        assertThat(me.path("type").asText()).isEqualTo("ai_agent");
        assertThat(me.path("ownerId").asText()).isEqualTo(agents.owner().id());
        assertThat(me.path("sponsorId").asText()).isEqualTo(agents.sponsor().id());
        assertThat(me.path("capabilities").isArray()).isTrue();
        assertThat(me.has("roles")).isFalse();
    }

    @Test
    void meTellsAPersonWhatItMayDo() {
        JsonNode me =
                get("/me", agents.realm().adminAs(viewer).token()).expect(200).body();

        assertThat(me.path("kind").asText()).isEqualTo("user");
        assertThat(me.path("id").asText()).isEqualTo(viewer.id());
        assertThat(me.path("name").asText()).isEqualTo("viewer");
        assertThat(me.path("clientId").asText()).isEqualTo("admin-cli");
        assertThat(AgentRealm.texts(me.path("roles"))).containsExactly("aim-view");
        assertThat(me.has("status")).isFalse();
    }

    @Test
    void meTellsAnotherClientThatItIsNoAgent() {
        JsonNode me = get("/me", stock.serviceAccountToken()).expect(200).body();

        assertThat(me.path("kind").asText()).isEqualTo("client");
        assertThat(me.path("id").asText()).isEqualTo(stock.id());
        assertThat(me.path("name").asText()).isEqualTo("stock");
        assertThat(me.path("roles")).isEmpty();
        assertThat(me.has("type")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "revoke"})
    void aTokenFromBeforeDiesWithTheAgent(String action) {
        TestAgent agent = agents.verified();
        String token = agent.accessToken();
        assertThat(stock.introspect(token).path("active").asBoolean()).isTrue();
        get("/me", token).expect(200);

        agents.act(agent, action).expect(200);

        assertThat(stock.introspect(token).path("active").asBoolean(true)).isFalse();
        for (String path : new String[] {"/me", "/agents/me", "/agents/me/key-vault"}) {
            Reply reply = get(path, token).expect(401, 403);
            assertThat(reply.text()).doesNotContain(agent.key().thumbprint());
        }
        JsonHttp.send(
                        "POST",
                        agents.realm().tokens().endpoint().replace("/token", "/userinfo"),
                        Map.of("Authorization", "Bearer " + token),
                        null)
                .expect(400, 401, 403);
    }

    @Test
    void aTokenFromBeforeStaysDeadWhenTheAgentComesBack() {
        TestAgent agent = agents.verified();
        String token = agent.accessToken();
        long issuedAt = Jws.claims(token).path("iat").asLong();
        // Keycloak ends tokens by the second.
        Eventually.within(
                Duration.ofSeconds(5), "the next second", () -> Instant.now().getEpochSecond() > issuedAt);
        agents.act(agent, "suspend").expect(200);

        agents.act(agent, "reactivate").expect(200);

        assertThat(stock.introspect(token).path("active").asBoolean(true)).isFalse();
        get("/me", token).expect(401);
        get("/me", agent.accessToken()).expect(200);
    }

    @Test
    void aDisabledRealmIsClosed(Keycloak keycloak) {
        try (TestRealm closing = TestRealm.create(keycloak, "closing")) {
            TestAgent agent = AgentRealm.of(closing).verified();
            String token = agent.accessToken();
            closing.admin()
                    .put(
                            closing.adminPath(""),
                            Json.object().put("realm", closing.name()).put("enabled", false))
                    .expect(204);

            refused(JsonHttp.get(closing.runtimeUrl("/me"), token), 403, "realm_disabled");
            refused(agent.requestChallenge(), 403, "realm_disabled");
        }
    }

    private Reply get(String path, String token) {
        return JsonHttp.get(agents.realm().runtimeUrl(path), token);
    }

    private static void refused(Reply reply, int status, String code) {
        reply.expect(status);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(reply.body().path("code").asText()).isEqualTo(code);
        assertThat(reply.body().path("status").asInt()).isEqualTo(status);
    }
}
