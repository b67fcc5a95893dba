package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Through Keycloak's own endpoints an agent's client keeps the shape that its security rests on. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackingClientGuardIT {
    private final Keycloak keycloak;
    private final TestRealm realm;
    private final TestRealm.User person;
    private final AdminClient clientAdmin;

    BackingClientGuardIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm.setUp();
        this.person = realm.createUser("person");
        this.clientAdmin = realm.adminAs(realm.createUser("client-admin", "manage-clients"));
    }

    static Stream<Named<Consumer<ObjectNode>>> weakeningChanges() {
        return Stream.of(
                change("a secret as authenticator", c -> c.put("clientAuthenticatorType", "client-secret")),
                change("Keycloak's signed JWT as authenticator", c -> c.put("clientAuthenticatorType", "client-jwt")),
                change("the browser flow", c -> c.put("standardFlowEnabled", true)),
                change("the password grant", c -> c.put("directAccessGrantsEnabled", true)),
                change("the implicit flow", c -> c.put("implicitFlowEnabled", true)),
                change("the device flow", c -> attribute(c, "oauth2.device.authorization.grant.enabled")),
                change("CIBA", c -> attribute(c, "oidc.ciba.grant.enabled")),
                change("every role in scope", c -> c.put("fullScopeAllowed", true)),
                change("a public client", c -> c.put("publicClient", true)),
                change("a client that only takes tokens", c -> c.put("bearerOnly", true)),
                change("no service account", c -> c.put("serviceAccountsEnabled", false)),
                change("another client id", c -> c.put("clientId", "renamed-" + UUID.randomUUID())),
                change("another protocol", c -> c.put("protocol", "saml")));
    }

    private static Named<Consumer<ObjectNode>> change(String name, Consumer<ObjectNode> change) {
        return Named.of(name, change);
    }

    private static void attribute(ObjectNode client, String name) {
        client.withObject("/attributes").put(name, "true");
    }

    @ParameterizedTest
    @MethodSource("weakeningChanges")
    void refusesForAVerifiedAgent(Consumer<ObjectNode> change) {
        TestAgent agent = TestAgent.verified(realm, name(), person, person);

        refuses(agent, change);

        agent.requestToken().expect(200);
    }

    @ParameterizedTest
    @MethodSource("weakeningChanges")
    void refusesTheServerAdministratorToo(Consumer<ObjectNode> change) {
        TestAgent agent = TestAgent.register(realm, name(), person, person);
        JsonNode before = client(agent);
        ObjectNode changed = before.deepCopy();
        change.accept(changed);

        realm.admin().put(clientPath(agent), changed).expect(400);

        assertThat(client(agent)).isEqualTo(before);
    }

    @Test
    void refusesToEnableTheClientOfASuspendedAgent() {
        TestAgent agent = TestAgent.verified(realm, name(), person, person);
        realm.admin().post(agent.adminPath("/suspend"), Json.object()).expect(200);

        refuses(agent, c -> c.put("enabled", true));

        agent.requestToken().expect(401);
    }

    @Test
    void refusesToEnableTheClientOfAPendingOrRevokedAgent() {
        TestAgent agent = TestAgent.register(realm, name(), person, person);
        refuses(agent, c -> c.put("enabled", true));

        realm.admin().post(agent.adminPath("/revoke"), Json.object()).expect(200);
        refuses(agent, c -> c.put("enabled", true));
    }

    @Test
    void allowsHarmlessChanges() {
        TestAgent agent = TestAgent.verified(realm, name(), person, person);
        ObjectNode changed = ((ObjectNode) client(agent)).put("description", "reads the weather");

        clientAdmin.put(clientPath(agent), changed).expect(204);

        assertThat(client(agent).path("description").asText()).isEqualTo("reads the weather");
        agent.requestToken().expect(200);
    }

    @Test
    void aSecretThatKeycloakMakesIsNoWayIn() {
        TestAgent agent = TestAgent.verified(realm, name(), person, person);
        JsonNode secret = clientAdmin
                .post(clientPath(agent) + "/client-secret")
                .expect(200)
                .body();

        Reply reply = realm.tokens()
                .post(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        agent.name(),
                        "client_secret",
                        secret.path("value").asText()));

        assertThat(secret.path("value").asText()).isNotBlank();
        reply.expect(400, 401);
    }

    @Test
    void clientsOfNoAgentStayInTheHandsOfTheirAdministrators() {
        SimpleClient ordinary = SimpleClient.create(realm, "ordinary-" + UUID.randomUUID());
        JsonNode before = realm.admin()
                .get(realm.adminPath("/clients/" + ordinary.id()))
                .expect(200)
                .body();

        clientAdmin
                .put(
                        realm.adminPath("/clients/" + ordinary.id()),
                        ((ObjectNode) before).put("standardFlowEnabled", true).put("fullScopeAllowed", true))
                .expect(204);
    }

    @Test
    void removingTheClientRemovesTheAgent() throws Exception {
        TestAgent agent = TestAgent.verified(realm, name(), person, person);

        clientAdmin.delete(clientPath(agent)).expect(204);

        assertThat(keycloak.jdbc().number("select count(*) from AIM_AGENT where ID = ?", agent.id()))
                .isZero();
        assertThat(keycloak.jdbc().number("select count(*) from AIM_AGENT_KEY where AGENT_ID = ?", agent.id()))
                .isZero();
        realm.admin().get(agent.adminPath("")).expect(404);
        agent.requestToken().expect(401);
    }

    @Test
    void aRegistrationAccessTokenDoesNotChangeItEither() {
        TestAgent agent = TestAgent.verified(realm, name(), person, person);
        JsonNode before = client(agent);
        String token = realm.admin()
                .post(clientPath(agent) + "/registration-access-token")
                .expect(200)
                .body()
                .path("registrationAccessToken")
                .asText();
        String url = keycloak.baseUrl() + "/realms/" + realm.name() + "/clients-registrations/default/" + agent.name();
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
        ObjectNode changed = before.deepCopy();
        changed.put("clientAuthenticatorType", "client-secret").put("secret", "chosen-by-the-attacker");

        Reply reply = JsonHttp.send("PUT", url, headers, Json.bytes(changed));

        reply.expect(400, 403);
        assertThat(token).isNotBlank();
        assertThat(client(agent).path("clientAuthenticatorType")).isEqualTo(before.path("clientAuthenticatorType"));
        agent.requestToken().expect(200);
    }

    private void refuses(TestAgent agent, Consumer<ObjectNode> change) {
        JsonNode before = client(agent);
        ObjectNode changed = before.deepCopy();
        change.accept(changed);

        Reply reply = clientAdmin.put(clientPath(agent), changed).expect(400);

        assertThat(reply.text()).contains(agent.name());
        assertThat(client(agent)).isEqualTo(before);
    }

    private JsonNode client(TestAgent agent) {
        return realm.admin().get(clientPath(agent)).expect(200).body();
    }

    private String clientPath(TestAgent agent) {
        return realm.adminPath("/clients/" + realm.clientUuid(agent.name()));
    }

    private static String name() {
        return "agent-" + UUID.randomUUID();
    }
}
