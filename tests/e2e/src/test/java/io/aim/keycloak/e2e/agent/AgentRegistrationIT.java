package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a registration answers, and what it makes. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentRegistrationIT {
    private final Keycloak keycloak;
    private final AgentRealm agents;

    AgentRegistrationIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.agents = AgentRealm.of(realm);
    }

    @Test
    void answersWhereTheNewAgentIs() {
        Reply reply =
                agents.register(agents.registration(AgentRealm.freshName())).expect(201);

        String id = reply.body().path("id").asText();
        assertThat(id).hasSize(36);
        assertThat(reply.headers().firstValue("Location"))
                .hasValue(keycloak.baseUrl() + agents.realm().aimPath("/agents/" + id));
        assertThat(agents.realm()
                        .admin()
                        .get(agents.realm().aimPath("/agents/" + id))
                        .expect(200)
                        .body())
                .isEqualTo(reply.body());
    }

    @Test
    void answersTheWholeAgent() {
        String name = AgentRealm.freshName();
        AgentKey key = AgentKey.generate();
        ObjectNode body = agents.registration(name)
                .put("displayName", "  Weather agent ")
                .put("description", "Reads forecasts.\nWrites nothing.")
                .put("type", "mcp_client")
                .put("allowLegacyAudience", true);
        body.set("publicKey", key.publicJwk());
        body.putArray("declaredCapabilities").add("file:read").add("db:*").add("file:read");
        Instant before = Instant.now().minusSeconds(1);

        JsonNode agent = agents.register(body).expect(201).body();

        assertThat(agent.path("name").asText()).isEqualTo(name);
        assertThat(agent.path("clientId").asText()).isEqualTo(name);
        assertThat(agent.path("displayName").asText()).isEqualTo("Weather agent");
        assertThat(agent.path("description").asText()).isEqualTo("Reads forecasts.\nWrites nothing.");
        assertThat(agent.path("type").asText()).isEqualTo("mcp_client");
        assertThat(agent.path("status").asText()).isEqualTo("pending");
        assertThat(agent.path("allowLegacyAudience").asBoolean()).isTrue();
        assertThat(agent.path("owner").path("username").asText()).isEqualTo("owner");
        assertThat(agent.path("owner").path("id").asText())
                .isEqualTo(agents.owner().id());
        assertThat(agent.path("sponsor").path("username").asText()).isEqualTo("sponsor");
        assertThat(AgentRealm.texts(agent.path("declaredCapabilities"))).containsExactlyInAnyOrder("file:read", "db:*");
        assertThat(agent.path("capabilities").isArray()).isTrue();
        assertThat(agent.path("capabilities")).isEmpty();
        assertThat(AgentRealm.texts(agent.path("findings")))
                .containsExactlyInAnyOrder("legacy_audience_allowed", "key_not_proven");
        assertThat(agent.has("trustScore")).isFalse();
        assertThat(agent.has("verifiedAt")).isFalse();
        assertThat(Instant.parse(agent.path("createdAt").asText())).isAfter(before);
        assertThat(agent.path("updatedAt").asText())
                .isEqualTo(agent.path("createdAt").asText());
        JsonNode onlyKey = agent.path("keys").path(0);
        assertThat(agent.path("keys")).hasSize(1);
        assertThat(onlyKey.path("thumbprint").asText()).isEqualTo(key.thumbprint());
        assertThat(onlyKey.path("state").asText()).isEqualTo("active");
        assertThat(onlyKey.path("publicKey").path("x").asText())
                .isEqualTo(key.publicJwk().path("x").asText());
        assertThat(onlyKey.path("publicKey").has("d")).isFalse();
        assertThat(onlyKey.has("provenAt")).isFalse();
        assertThat(Instant.parse(onlyKey.path("expiresAt").asText())).isAfter(before);
    }

    @Test
    void needsNoMoreThanNameKeyOwnerAndSponsor() {
        JsonNode agent = agents.register(agents.registration(AgentRealm.freshName()))
                .expect(201)
                .body();

        assertThat(agent.path("type").asText()).isEqualTo("ai_agent");
        assertThat(agent.path("allowLegacyAudience").asBoolean(true)).isFalse();
        assertThat(agent.has("displayName")).isFalse();
        assertThat(agent.path("declaredCapabilities")).isEmpty();
    }

    @Test
    void takesOwnerAndSponsorByUsername() {
        ObjectNode body = agents.registration(AgentRealm.freshName())
                .put("owner", "owner")
                .put("sponsor", "SPONSOR");

        JsonNode agent = agents.register(body).expect(201).body();

        assertThat(agent.path("owner").path("id").asText())
                .isEqualTo(agents.owner().id());
        assertThat(agent.path("sponsor").path("id").asText())
                .isEqualTo(agents.sponsor().id());
    }

    @Test
    void takesTheLongestName() {
        String name = "a".repeat(62) + "-9";

        agents.register(agents.registration(name)).expect(201);

        assertThat(agents.client(name).path("clientId").asText()).isEqualTo(name);
    }

    static Stream<Named<Function<AgentKey, JsonNode>>> keyFormats() {
        return Stream.of(
                Named.of(
                        "JWK with all members",
                        key -> key.publicJwk()
                                .put("alg", "EdDSA")
                                .put("use", "sig")
                                .put("kid", "anything")),
                Named.of("base64url", key -> text(Base64.getUrlEncoder().withoutPadding(), key.publicBytes())),
                Named.of("base64", key -> text(Base64.getEncoder(), key.publicBytes())),
                Named.of(
                        "SubjectPublicKeyInfo",
                        key -> text(Base64.getEncoder(), key.publicKey().getEncoded())),
                Named.of("PEM", AgentRegistrationIT::pem));
    }

    private static JsonNode text(Base64.Encoder encoder, byte[] bytes) {
        return Json.tree(encoder.encodeToString(bytes));
    }

    private static JsonNode pem(AgentKey key) {
        String body = Base64.getMimeEncoder().encodeToString(key.publicKey().getEncoded());
        return Json.tree("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
    }

    @ParameterizedTest
    @MethodSource("keyFormats")
    void takesThePublicKeyAs(Function<AgentKey, JsonNode> format) {
        AgentKey key = AgentKey.generate();
        ObjectNode body = agents.registration(AgentRealm.freshName());
        body.set("publicKey", format.apply(key));

        JsonNode agent = agents.register(body).expect(201).body();

        assertThat(agent.path("keys").path(0).path("thumbprint").asText()).isEqualTo(key.thumbprint());
    }

    @Test
    void makesAClientThatCanOnlyActAsItself() {
        String name = AgentRealm.freshName();
        agents.register(agents.registration(name)).expect(201);

        JsonNode client = agents.client(name);

        Map<String, Boolean> expected = Map.of(
                "enabled", false,
                "publicClient", false,
                "bearerOnly", false,
                "standardFlowEnabled", false,
                "implicitFlowEnabled", false,
                "directAccessGrantsEnabled", false,
                "serviceAccountsEnabled", true,
                "consentRequired", false,
                "fullScopeAllowed", false);
        expected.forEach((setting, value) ->
                assertThat(client.path(setting).asBoolean(!value)).as(setting).isEqualTo(value));
        assertThat(client.path("protocol").asText()).isEqualTo("openid-connect");
        assertThat(client.path("clientAuthenticatorType").asText()).isEqualTo("agent-ed25519-jwt");
        assertThat(AgentRealm.texts(client.path("defaultClientScopes")))
                .containsExactlyInAnyOrder("basic", "roles", "service_account", "aim");
        assertThat(client.path("optionalClientScopes")).isEmpty();
        assertThat(client.path("redirectUris")).isEmpty();
        assertThat(client.path("webOrigins")).isEmpty();
        assertThat(client.has("secret")).isFalse();
        assertThat(client.path("attributes")
                        .path("oauth2.device.authorization.grant.enabled")
                        .asText("false"))
                .isEqualTo("false");
    }

    @Test
    void makesAServiceAccountWithoutAnyPower() {
        String name = AgentRealm.freshName();
        agents.register(agents.registration(name)).expect(201);
        TestRealm realm = agents.realm();
        String clientPath =
                realm.adminPath("/clients/" + agents.client(name).path("id").asText());

        JsonNode account = realm.admin()
                .get(clientPath + "/service-account-user")
                .expect(200)
                .body();

        assertThat(account.path("username").asText()).isEqualTo("service-account-" + name);
        String management = realm.clientUuid("realm-management");
        assertThat(realm.admin()
                        .get(realm.adminPath("/users/" + account.path("id").asText() + "/role-mappings/clients/"
                                + management + "/composite"))
                        .expect(200)
                        .body())
                .isEmpty();
    }

    @Test
    void makesAnAgentWithoutAToken() {
        String name = AgentRealm.freshName();
        AgentKey key = AgentKey.generate();
        ObjectNode body = agents.registration(name);
        body.set("publicKey", key.publicJwk());
        String id = agents.register(body).expect(201).createdId();

        Reply token = new TestAgent(agents.realm(), id, name, key).requestToken();

        token.expect(401);
        assertThat(token.body().path("error_description").asText()).startsWith("agent_pending");
    }

    @Test
    void onlyTakesJson() {
        byte[] body = Json.bytes(agents.registration(AgentRealm.freshName()));

        JsonHttp.send(
                        "POST",
                        keycloak.baseUrl() + agents.realm().aimPath("/agents"),
                        Map.of(
                                "Authorization",
                                "Bearer " + agents.realm().admin().token(),
                                "Content-Type",
                                "text/plain"),
                        body)
                .expect(415);
    }
}
