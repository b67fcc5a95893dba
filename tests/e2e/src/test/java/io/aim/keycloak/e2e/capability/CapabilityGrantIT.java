package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Capabilities are granted, show in tokens, end and are taken away. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityGrantIT {

    private final CapabilityRealm capabilities;
    private final TestRealm realm;

    CapabilityGrantIT(TestRealm realm) {
        this.capabilities = CapabilityRealm.of(realm);
        this.realm = realm;
    }

    @Test
    void aGrantIsInTheNextTokenAndARevokedOneIsNot() {
        TestAgent agent = capabilities.agent();
        assertThat(capabilities.capabilities(agent.accessToken())).isEmpty();

        String id = capabilities.granted(agent, "db:read");

        assertThat(capabilities.capabilities(agent.accessToken())).containsExactly("db:read");
        assertThat(capabilities
                        .as(agent.accessToken(), "GET", "/agents/me/capabilities", null)
                        .expect(200)
                        .body()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo(id);
        realm.admin().delete(agent.adminPath("/capabilities/" + id)).expect(204);
        realm.admin().delete(agent.adminPath("/capabilities/" + id)).expect(404);
        assertThat(capabilities.capabilities(agent.accessToken())).isEmpty();
        assertThat(capabilities.actions(agent)).contains("capability.granted", "capability.revoked");
    }

    @Test
    void everythingThatAGrantSaysIsKept() {
        TestAgent agent = capabilities.agent();
        ObjectNode body = Json.object().put("capability", "file:write").put("executionMode", "review");
        body.putArray("resources").add("reports/**").add("a b/*.csv");
        ObjectNode conditions = body.putObject("conditions").put("maxCallsPerHour", 5);
        conditions.putArray("allowedCidrs").add("192.0.2.0/24");
        ObjectNode window =
                conditions.putObject("timeWindow").put("from", "08:00").put("to", "18:00");
        window.put("zone", "Europe/Berlin").putArray("days").add("mon").add("fri");

        JsonNode granted = capabilities.grant(agent, body).expect(201).body();

        assertThat(granted.path("conditions")).isEqualTo(conditions);
        assertThat(granted.path("resources")).isEqualTo(body.path("resources"));
        assertThat(granted.path("executionMode").asText()).isEqualTo("review");
        assertThat(capabilities.grants(agent).path(0)).isEqualTo(granted);
    }

    @Test
    void aGrantForAWhileVanishesFromTokensAndIsRemoved() {
        TestAgent agent = capabilities.agent();
        capabilities
                .grant(agent, Json.object().put("capability", "db:read").put("ttlSeconds", 5))
                .expect(201);
        assertThat(capabilities.capabilities(agent.accessToken())).containsExactly("db:read");

        Eventually.within(
                Duration.ofSeconds(30),
                "the grant is in no token",
                () -> capabilities.capabilities(agent.accessToken()).isEmpty());
        assertThat(capabilities.grants(agent)).isEmpty();
        Eventually.within(
                Duration.ofSeconds(60),
                "the end is on record",
                () -> capabilities.actions(agent).contains("capability.expired"));
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

    @ParameterizedTest
    @CsvSource({
        "capability, no:such, 400, unknown_capability, capability",
        "capability, db:*, 400, invalid_capability, capability",
        "resources, a/../b, 400, dot_segment, resources[0]",
        "resources, a/%2e%2e/b, 400, dot_segment, resources[0]",
        "resources, a\\b, 400, backslash, resources[0]",
        "resources, cafe\u0301, 400, not_normalized, resources[0]",
        "executionMode, sometimes, 400, invalid_execution_mode, executionMode",
        "expiresAt, 2001-01-01T00:00:00Z, 400, in_the_past, expiresAt",
        "surprise, x, 400, unknown_field, surprise"
    })
    void badInputNamesTheField(String field, String value, int status, String code, String named) {
        TestAgent agent = capabilities.agent();
        ObjectNode body = Json.object().put("capability", "db:read");
        if ("resources".equals(field)) {
            body.putArray(field).add(value);
        } else {
            body.put(field, value);
        }

        Reply reply = capabilities.grant(agent, body).expect(status);

        assertThat(CapabilityRealm.error(reply)).isEqualTo(code);
        assertThat(reply.body().path("field").asText()).isEqualTo(named);
        assertThat(capabilities.grants(agent)).isEmpty();
    }

    @Test
    void aHugePatternIsRefused() {
        TestAgent agent = capabilities.agent();
        ObjectNode body = Json.object().put("capability", "db:read");
        body.putArray("resources").add("*".repeat(60_000));
        assertThat(CapabilityRealm.error(capabilities.grant(agent, body).expect(400)))
                .isEqualTo("too_long");

        body.putArray("resources").add("*".repeat(65_536));
        capabilities.grant(agent, body).expect(413);
    }

    @Test
    void aRevokedAgentGetsNothing() {
        TestAgent agent = capabilities.agent();
        realm.admin().post(agent.adminPath("/revoke")).expect(200);

        assertThat(CapabilityRealm.error(capabilities
                        .grant(agent, Json.object().put("capability", "db:read"))
                        .expect(409)))
                .isEqualTo("agent_revoked");
    }

    @Test
    void anAgentWithARoleGrantsNothingToItself() {
        TestAgent agent = capabilities.agent();
        String serviceAccount = realm.admin()
                .get(realm.adminPath("/clients/" + realm.clientUuid(agent.name()) + "/service-account-user"))
                .expect(200)
                .body()
                .path("id")
                .asText();
        realm.grant(serviceAccount, "realm-management", "aim-manage", "manage-clients", "view-clients");
        Reply reply = JsonHttp.send(
                "POST",
                realm.keycloak().baseUrl() + agent.adminPath("/capabilities"),
                Map.of("Authorization", "Bearer " + agent.accessToken(), "Content-Type", "application/json"),
                Json.bytes(Json.object().put("capability", "db:read")));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(capabilities.grants(agent)).isEmpty();
    }

    @Test
    void unusedGrantsAreFoundAndRevokedInOneCall() throws SQLException {
        TestAgent agent = capabilities.agent();
        String old = capabilities.granted(agent, "db:read");
        String used = capabilities.granted(agent, "db:query");
        capabilities.granted(agent, "file:read");
        long longAgo = Instant.now().minus(Duration.ofDays(100)).toEpochMilli();
        realm.keycloak()
                .jdbc()
                .update("update AIM_CAPABILITY_GRANT set GRANTED_AT = ? where ID in (?, ?)", longAgo, old, used);
        realm.keycloak()
                .jdbc()
                .update(
                        "update AIM_CAPABILITY_GRANT set LAST_USED_AT = ? where ID = ?",
                        Instant.now().toEpochMilli(),
                        used);

        JsonNode report = realm.admin()
                .get(realm.aimPath("/capabilities/unused?days=90"))
                .expect(200)
                .body();
        assertThat(CapabilityRealm.texts(report.path("items"), "id")).containsExactly(old);
        JsonNode dry = revokeUnused(true);
        assertThat(dry.path("items").path(0).path("result").asText()).isEqualTo("would_revoke");
        assertThat(capabilities.grants(agent)).hasSize(3);
        JsonNode done = revokeUnused(false);
        assertThat(done.path("revoked").asInt()).isEqualTo(1);
        assertThat(done.path("items").path(0).path("agentName").asText()).isEqualTo(agent.name());
        assertThat(CapabilityRealm.texts(capabilities.grants(agent), "capability"))
                .containsExactly("db:query", "file:read");
        assertThat(capabilities.capabilities(agent.accessToken())).containsExactly("db:query", "file:read");
    }

    private JsonNode revokeUnused(boolean dryRun) {
        return realm.admin()
                .post(
                        realm.aimPath("/capabilities/unused/revoke"),
                        Json.object().put("days", 90).put("dryRun", dryRun))
                .expect(200)
                .body();
    }

    @Test
    void typesOfOnesOwnAreGrantedLikeTheOthers() {
        String type = realm.aimPath("/capability-types/billing:refund");
        ObjectNode body = Json.object().put("name", "billing:refund").put("risk", "high");
        realm.admin().post(realm.aimPath("/capability-types"), body).expect(201);
        realm.admin().post(realm.aimPath("/capability-types"), body).expect(409);
        JsonNode stored = realm.admin().get(type).expect(200).body();
        assertThat(stored.path("minimumTrust").asDouble()).isEqualTo(0.5);
        assertThat(stored.path("executionMode").asText()).isEqualTo("notify");
        TestAgent agent = capabilities.agent();
        String id = capabilities.granted(agent, "billing:refund");

        assertThat(CapabilityRealm.error(realm.admin().delete(type).expect(409)))
                .isEqualTo("type_granted");
        realm.admin()
                .put(type, Json.object().put("risk", "low").put("minimumTrust", 0.25))
                .expect(204);
        assertThat(realm.admin()
                        .get(type)
                        .expect(200)
                        .body()
                        .path("minimumTrust")
                        .asDouble())
                .isEqualTo(0.25);
        realm.admin().delete(agent.adminPath("/capabilities/" + id)).expect(204);
        realm.admin().delete(type).expect(204);
        realm.admin().get(type).expect(404);
    }

    @Test
    void coreTypesAreTheSameForAll() {
        String core = realm.aimPath("/capability-types/db:read");
        JsonNode page = realm.admin()
                .get(realm.aimPath("/capability-types?max=500"))
                .expect(200)
                .body();
        assertThat(page.path("items")
                        .valueStream()
                        .filter(type -> type.path("core").asBoolean()))
                .hasSize(22);
        assertThat(CapabilityRealm.error(realm.admin()
                        .put(core, Json.object().put("risk", "low"))
                        .expect(409)))
                .isEqualTo("core_type");
        assertThat(CapabilityRealm.error(realm.admin().delete(core).expect(409)))
                .isEqualTo("core_type");
        assertThat(CapabilityRealm.error(realm.admin()
                        .post(
                                realm.aimPath("/capability-types"),
                                Json.object().put("name", "db:drop").put("risk", "low"))
                        .expect(400)))
                .isEqualTo("reserved_namespace");
    }
}
