package io.aim.keycloak.e2e.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key can do: what its scopes name, and at most what its creator may do at that moment. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyPowerIT {
    private final KeyRealm keys;
    private final TestRealm otherRealm;
    private final TestAgent foreign;

    ApiKeyPowerIT(TestRealm realm) {
        this.keys = KeyRealm.of(realm);
        this.otherRealm = TestRealm.create(realm.keycloak(), "other");
        this.foreign = KeyRealm.of(otherRealm).agent();
    }

    @AfterAll
    void dropOtherRealm() {
        otherRealm.close();
    }

    /** Requests that each need one scope. */
    enum Use {
        LIST("agents:read", "GET", "/agents", 200),
        READ("agents:read", "GET", "/agents/{agent}", 200),
        KEY_VAULT("agents:read", "GET", "/agents/{agent}/key-vault", 200),
        REGISTER("agents:write", "POST", "/agents", 201),
        SUSPEND("agents:suspend", "POST", "/agents/{agent}/suspend", 200),
        REVOKE("agents:suspend", "POST", "/agents/{agent}/revoke", 200),
        STATUS("agents:suspend", "PUT", "/agents/{agent}/status", 200),
        AUDIT_LOGS("audit:read", "GET", "/agents/{agent}/audit-logs", 200),
        ACTIVITY("audit:read", "GET", "/agents/{agent}/activity", 200);

        final String scope;
        final String method;
        final String path;
        final int success;

        Use(String scope, String method, String path, int success) {
            this.scope = scope;
            this.method = method;
            this.path = path;
            this.success = success;
        }
    }

    private Reply send(Use use, HeldKey key, String agentId) {
        Object body = switch (use) {
            case REGISTER -> registration();
            case STATUS -> Json.object().put("status", "suspended");
            default -> null;
        };
        return keys.send(use.method, use.path.replace("{agent}", agentId), key, body);
    }

    private ObjectNode registration() {
        ObjectNode body = Json.object().put("name", "agent-" + UUID.randomUUID());
        body.set("publicKey", AgentKey.generate().publicJwk());
        return body;
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void aUseNeedsItsScopeAndNoOther(Use use) {
        String others = String.join(
                " ",
                List.of(KeyRealm.ALL_SCOPES.split(" ", -1)).stream()
                        .filter(scope -> !scope.equals(use.scope))
                        .toList());
        TestAgent agent = keys.agent();

        Reply refused = send(use, keys.key(others), agent.id());
        Reply allowed = send(use, keys.key(use.scope), agent.id());

        assertThat(refused.status()).as(refused.summary()).isEqualTo(403);
        assertThat(refused.body().path("code").asText()).isEqualTo("insufficient_scope");
        assertThat(refused.text()).doesNotContain(agent.name());
        assertThat(allowed.status()).as(allowed.summary()).isEqualTo(use.success);
    }

    @ParameterizedTest
    @EnumSource(
            value = Use.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LIST", "REGISTER"})
    void whatDoesNotExistAndWhatIsOfAnotherRealmIsNotFound(Use use) {
        HeldKey key = keys.key(KeyRealm.ALL_SCOPES);

        assertThat(send(use, key, foreign.id()).expect(404).body().path("code").asText())
                .isEqualTo("not_found");
        send(use, key, UUID.randomUUID().toString()).expect(404);
        send(use, key, "me").expect(404);
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void withoutTheCreatorsRoleAKeyCanDoNothing(Use use) {
        TestRealm.User narrowed =
                keys.realm().createUser("narrowed-" + UUID.randomUUID(), "aim-manage", "manage-clients");
        HeldKey key = keys.key(keys.realm().adminAs(narrowed), KeyRealm.creation(KeyRealm.ALL_SCOPES));
        TestAgent agent = keys.agent();
        takeAway(narrowed, "aim-manage");

        Reply reply = send(use, key, agent.id());

        assertThat(reply.status()).as(reply.summary()).isEqualTo(403);
        assertThat(reply.body().path("code").asText()).isEqualTo("insufficient_power");
    }

    /** What is left of a key with all scopes once its creator holds other roles. */
    @ParameterizedTest
    @CsvSource({
        "aim-view view-clients, agents:read audit:read",
        "aim-auditor view-clients, agents:read audit:read",
        "aim-operator view-clients, agents:read agents:suspend",
        "aim-manage view-clients, agents:read audit:read",
        "aim-manage, ''",
        "manage-clients, ''",
        "aim-manage manage-clients, agents:read agents:write agents:suspend keys:write audit:read"
    })
    void aKeyFollowsItsCreatorsRoles(String roles, String effective) {
        TestRealm.User user = keys.realm().createUser("moved-" + UUID.randomUUID(), "aim-manage", "manage-clients");
        HeldKey key = keys.key(keys.realm().adminAs(user), KeyRealm.creation(KeyRealm.ALL_SCOPES));
        takeAway(user, "aim-manage", "manage-clients");
        keys.realm().grant(user.id(), "realm-management", roles.split(" ", -1));

        JsonNode me = keys.get("/me", key).expect(200).body();

        assertThat(String.join(" ", KeyRealm.texts(me.path("effectiveScopes")))).isEqualTo(effective);
        for (Use use : Use.values()) {
            boolean left = List.of(effective.split(" ", -1)).contains(use.scope);
            Reply reply = send(use, key, keys.agent().id());
            assertThat(reply.status()).as(reply.summary()).isEqualTo(left ? use.success : 403);
        }
    }

    private void takeAway(TestRealm.User user, String... roles) {
        TestRealm realm = keys.realm();
        String client = realm.clientUuid("realm-management");
        for (String role : roles) {
            JsonNode found = realm.admin()
                    .get(realm.adminPath("/clients/" + client + "/roles/" + role))
                    .expect(200)
                    .body();
            realm.admin()
                    .send(
                            "DELETE",
                            realm.adminPath("/users/" + user.id() + "/role-mappings/clients/" + client),
                            Json.bytes(List.of(found)))
                    .expect(204);
        }
    }

    @Test
    void aKeyEndsWithItsCreator() {
        TestRealm.User leaver = keys.realm().createUser("leaver", "aim-manage", "manage-clients");
        HeldKey key = keys.key(keys.realm().adminAs(leaver), KeyRealm.creation("agents:read"));
        String user = keys.realm().adminPath("/users/" + leaver.id());
        keys.get("/agents", key).expect(200);

        keys.realm().admin().put(user, Json.object().put("enabled", false)).expect(204);
        keys.get("/agents", key).expect(401);
        keys.realm().admin().put(user, Json.object().put("enabled", true)).expect(204);
        keys.get("/agents", key).expect(200);
        keys.realm().admin().delete(user).expect(204);

        assertThat(keys.get("/agents", key).expect(401).body().path("code").asText())
                .isEqualTo("invalid_api_key");
        assertThat(keys.event("api_key.refused", key.id()).path("reason").asText())
                .isEqualTo("creator_gone");
        assertThat(keys.realm()
                        .admin()
                        .post(
                                keys.realm().aimPath("/api-keys/verify"),
                                Json.object().put("key", key.text()))
                        .body()
                        .path("reason")
                        .asText())
                .isEqualTo("creator_gone");
    }

    @Test
    void anAdministratorOfTheServerMakesKeysToo() {
        HeldKey key = keys.key(keys.realm().admin(), KeyRealm.creation(KeyRealm.ALL_SCOPES));
        TestAgent agent = keys.agent();

        for (Use use : List.of(Use.LIST, Use.READ, Use.AUDIT_LOGS, Use.SUSPEND)) {
            send(use, key, agent.id()).expect(use.success);
        }
        JsonNode refused = send(Use.REGISTER, key, agent.id()).expect(400).body();
        assertThat(refused.path("field").asText()).isEqualTo("owner");
    }

    @Test
    void anAgentRegistersItselfAndStaysPendingUntilAnAdministratorVerifiesIt() {
        HeldKey key = keys.key("agents:write");
        AgentKey pair = AgentKey.generate();
        ObjectNode body = Json.object().put("name", "self-" + UUID.randomUUID());
        body.set("publicKey", pair.publicJwk());

        Reply reply = keys.send("POST", "/agents", key, body).expect(201);

        JsonNode registered = reply.body();
        TestAgent agent = new TestAgent(
                keys.realm(), reply.createdId(), registered.path("name").asText(), pair);
        assertThat(registered.path("status").asText()).isEqualTo("pending");
        assertThat(registered.toString()).contains(keys.creator().id());
        assertThat(agent.requestToken().status()).isEqualTo(401);
        agent.prove().expect(200);
        keys.realm().admin().post(agent.adminPath("/verify")).expect(200);
        agent.requestToken().expect(200);
        JsonNode event = keys.event("agent.registered", agent.id());
        assertThat(event.path("actor").path("kind").asText()).isEqualTo("api_key");
        assertThat(event.path("actor").path("id").asText()).isEqualTo(key.id());
        assertThat(event.path("onBehalfOf").asText()).isEqualTo(keys.creator().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"verified", "pending"})
    void aKeyGivesNoAgentItsPowerBack(String status) {
        TestAgent agent = keys.agent();
        HeldKey key = keys.key(KeyRealm.ALL_SCOPES);
        keys.send(
                        "POST",
                        "/agents/" + agent.id() + "/suspend",
                        key,
                        Json.object().put("reason", "odd behaviour"))
                .expect(200);

        Reply reply = keys.send(
                "PUT", "/agents/" + agent.id() + "/status", key, Json.object().put("status", status));

        assertThat(reply.expect(403).body().path("code").asText()).isEqualTo("not_by_api_key");
        for (String action : List.of("verify", "reactivate")) {
            keys.send("POST", "/agents/" + agent.id() + "/" + action, key, null).expect(404, 405);
        }
        JsonNode event = keys.event("agent.status.changed", agent.id());
        assertThat(event.path("actor").path("id").asText()).isEqualTo(key.id());
        assertThat(event.path("details").path("reason").asText()).isEqualTo("odd behaviour");
        assertThat(agent.requestToken().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(
            value = Use.class,
            names = {"LIST", "REGISTER", "SUSPEND", "REVOKE", "STATUS"})
    void anAgentsOwnTokenDoesNotOpenWhatKeysOpen(Use use) {
        TestAgent agent = keys.agent();
        String url = keys.realm().runtimeUrl(use.path.replace("{agent}", agent.id()));
        byte[] body = Json.bytes(Json.object());

        assertThat(JsonHttp.send(
                                use.method,
                                url,
                                Map.of("Content-Type", "application/json"),
                                use.method.equals("GET") ? null : body)
                        .status())
                .isEqualTo(401);
        Reply reply = JsonHttp.send(
                use.method,
                url,
                Map.of("Authorization", "Bearer " + agent.accessToken(), "Content-Type", "application/json"),
                use.method.equals("GET") ? null : body);

        assertThat(reply.expect(403).body().path("code").asText()).isEqualTo("api_key_required");
    }

    @Test
    void keysOfSingleAgentsBelongToAnotherEdition() {
        TestAgent agent = keys.agent();
        HeldKey key = keys.key("agents:read");
        AdminClient admin = keys.realm().admin();
        for (String method : List.of("GET", "POST")) {
            assertThat(admin.send(method, agent.adminPath("/api-keys"), null)
                            .expect(403)
                            .body()
                            .path("error")
                            .asText())
                    .isEqualTo("edition_required");
            admin.send(method, keys.realm().aimPath("/agents/" + UUID.randomUUID() + "/api-keys"), null)
                    .expect(404);
            String url = keys.realm().runtimeUrl("/agents/" + agent.id() + "/api-keys");
            assertThat(keys.send(method, "/agents/" + agent.id() + "/api-keys", key, null)
                            .expect(403)
                            .body()
                            .path("code")
                            .asText())
                    .isEqualTo("edition_required");
            JsonHttp.send(method, url, Map.of("Authorization", "Bearer " + agent.accessToken()), null)
                    .expect(403);
            JsonHttp.send(method, url, Map.of(), null).expect(401);
        }
    }
}
