package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tokens are narrowed to the capabilities that were asked for. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityTokenIT {

    private final CapabilityRealm capabilities;
    private final TestRealm realm;

    CapabilityTokenIT(TestRealm realm) {
        this.capabilities = CapabilityRealm.of(realm);
        this.realm = realm;
    }

    @Test
    void aTokenIsNarrowedToWhatWasAskedAndSoIsItsIntrospection() {
        TestAgent agent = capabilities.agent();
        capabilities.granted(agent, "db:read");
        capabilities.granted(agent, "mcp:tool_use");
        SimpleClient resourceServer = SimpleClient.create(realm, "resource-server");
        letIntrospect(resourceServer);

        String token = narrowed(agent, "\"db:read\",\"db:admin\",\"no:such\"");

        assertThat(capabilities.capabilities(token)).containsExactly("db:read");
        assertThat(realm.verifier().verify(token).path("scope").asText().split(" "))
                .contains("aim_capabilities", "db:read")
                .doesNotContain("db:admin");
        assertThat(capabilities.capabilities(narrowed(agent, "\"db:admin\""))).isEmpty();
        assertThat(capabilities.capabilities(agent.accessToken())).containsExactly("db:read", "mcp:tool_use");
        assertThat(capabilities.as(token, "GET", "/agents/me", null).status()).isEqualTo(200);
        JsonNode introspected = JsonHttp.form(
                        realm.keycloak().tokenEndpoint(realm.name()) + "/introspect",
                        Map.of(
                                "token", token,
                                "client_id", resourceServer.clientId(),
                                "client_secret", resourceServer.secret()),
                        Map.of())
                .expect(200)
                .body();
        assertThat(introspected.path("active").asBoolean()).isTrue();
        assertThat(introspected.path("capabilities").valueStream().map(JsonNode::asText))
                .containsExactly("db:read");
    }

    /** Puts a client into the audience of every agent's token. */
    private void letIntrospect(SimpleClient client) {
        String scope = realm.admin()
                .get(realm.adminPath("/client-scopes"))
                .expect(200)
                .body()
                .valueStream()
                .filter(each -> "aim".equals(each.path("name").asText()))
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

    private String narrowed(TestAgent agent, String actions) {
        return capabilities
                .token(
                        agent,
                        "authorization_details",
                        "[{\"type\":\"aim_capability\",\"actions\":[" + actions + "]},{\"type\":\"other\"}]")
                .expect(200)
                .body()
                .path("access_token")
                .asText();
    }

    @Test
    void aScopeOfTheRealmNarrowsLikeDetails() {
        TestAgent agent = capabilities.agent();
        capabilities.granted(agent, "db:read");
        capabilities.granted(agent, "db:query");
        for (String capability : List.of("db:read", "db:write")) {
            String scope = realm.admin()
                    .post(
                            realm.adminPath("/client-scopes"),
                            Json.object().put("name", capability).put("protocol", "openid-connect"))
                    .expect(201)
                    .createdId();
            realm.admin()
                    .send(
                            "PUT",
                            realm.adminPath(
                                    "/clients/" + realm.clientUuid(agent.name()) + "/optional-client-scopes/" + scope),
                            null)
                    .expect(204);
        }

        String token = capabilities
                .token(agent, "scope", "db:read db:write")
                .expect(200)
                .body()
                .path("access_token")
                .asText();

        assertThat(capabilities.capabilities(token)).containsExactly("db:read");
        assertThat(capabilities.capabilities(agent.accessToken())).containsExactly("db:query", "db:read");
    }

    @Test
    void keycloakRefusesScopesThatTheRealmDoesNotHave() {
        TestAgent agent = capabilities.agent();
        capabilities.granted(agent, "db:read");

        assertThat(capabilities
                        .token(agent, "scope", "db:read")
                        .expect(400)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("invalid_scope");
    }
}
