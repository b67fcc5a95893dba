package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An agent's client takes the agent's signature for its own tokens, and nothing else for nothing else. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentClientIT {
    private final TokenRealm realm;
    private final TestAgent agent;
    private final String clientPath;

    AgentClientIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        agent = realm.agent("client-agent");
        clientPath = testRealm.adminPath("/clients/" + testRealm.clientUuid(agent.name()));
    }

    private String generateSecret() {
        return realm.realm()
                .admin()
                .post(clientPath + "/client-secret")
                .expect(200)
                .body()
                .path("value")
                .asText();
    }

    private Reply grant(Map<String, String> fields) {
        return realm.realm().tokens().clientCredentials(agent.assertion().sign(), fields);
    }

    private static void assertRefused(Reply reply, int status, String error) {
        assertThat(reply.status()).as(reply.summary()).isEqualTo(status);
        assertThat(reply.body().path("error").asText()).as(reply.summary()).isEqualTo(error);
        assertThat(reply.body().has("access_token")).as(reply.summary()).isFalse();
    }

    @Test
    void refusesASecretInTheFormEvenWhereOneWasGenerated() {
        String secret = generateSecret();
        realm.refusal(() -> realm.realm()
                        .tokens()
                        .post(Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                agent.name(),
                                "client_secret",
                                secret)))
                .discloses("assertion_missing")
                .of(agent);
    }

    @Test
    void refusesASecretInTheHeaderEvenWhereOneWasGenerated() {
        String credentials = agent.name() + ":" + generateSecret();
        assertRefused(
                realm.realm()
                        .tokens()
                        .post(
                                Map.of("grant_type", "client_credentials"),
                                Map.of(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))),
                401,
                "invalid_client");
    }

    @Test
    void isNotSavedFromABadAssertionByAGoodSecret() {
        String secret = generateSecret();
        realm.refusal(() -> realm.realm()
                        .tokens()
                        .clientCredentials(
                                agent.assertion().signature(Forgery::flipped).sign(),
                                Map.of("client_id", agent.name(), "client_secret", secret)))
                .hides("signature_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesUsersPasswords() {
        TestRealm.User user = realm.realm().createUser("peter");
        assertRefused(
                grant(Map.of("grant_type", "password", "username", user.username(), "password", user.password())),
                400,
                "unauthorized_client");
    }

    @Test
    void refusesAuthorizationCodes() {
        assertRefused(
                grant(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        "made-up",
                        "redirect_uri",
                        "https://app.example/cb")),
                400,
                "invalid_grant");
    }

    @Test
    void startsNoLoginInABrowser() {
        Reply reply = JsonHttp.get(protocolUrl("/auth?response_type=code&scope=openid&client_id=" + agent.name()
                + "&redirect_uri=" + JsonHttp.escape("https://app.example/cb")));
        assertThat(reply.status()).as(reply.summary()).isEqualTo(400);
    }

    @Test
    void refusesDevices() {
        Map<String, String> form = new HashMap<>();
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", agent.assertion().sign());
        Reply start = JsonHttp.form(protocolUrl("/auth/device"), form, Map.of());
        assertRefused(start, 400, "unauthorized_client");
        Reply end =
                grant(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", "made-up"));
        assertRefused(end, 400, "invalid_grant");
        assertThat(end.body().path("error_description").asText()).startsWith("Client not allowed");
    }

    @Test
    void exchangesNoTokens() {
        assertRefused(
                grant(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        agent.accessToken(),
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token")),
                400,
                "invalid_request");
    }

    @Test
    void givesNoRefreshToken() {
        assertThat(agent.requestToken().expect(200).body().has("refresh_token")).isFalse();
    }

    @Test
    void keepsItsAuthenticator() {
        ObjectNode client =
                (ObjectNode) realm.realm().admin().get(clientPath).expect(200).body();
        assertThat(client.path("clientAuthenticatorType").asText()).isEqualTo("agent-ed25519-jwt");
        Reply reply = realm.realm()
                .admin()
                .put(clientPath, client.deepCopy().put("clientAuthenticatorType", "client-secret"));
        assertThat(reply.status()).as(reply.summary()).isBetween(400, 409);
        realm.acceptance(agent.assertion());
    }

    @Test
    void isNotEnabledBehindTheBackOfASuspension() {
        TestAgent suspended = realm.agent("suspended-client-agent");
        realm.act(suspended, "suspend");
        String path = realm.realm().adminPath("/clients/" + realm.realm().clientUuid(suspended.name()));
        ObjectNode client =
                (ObjectNode) realm.realm().admin().get(path).expect(200).body();
        assertThat(client.path("enabled").asBoolean()).isFalse();
        realm.realm().admin().put(path, client.put("enabled", true));
        realm.refusal(suspended.assertion()).discloses("agent_suspended").withItsKey(suspended);
    }

    @Test
    void cannotRegisterItselfAnew() {
        assertThat(realm.realm()
                        .admin()
                        .post(realm.realm().adminPath("/clients"), Json.object().put("clientId", agent.name()))
                        .status())
                .isEqualTo(409);
    }

    private String protocolUrl(String path) {
        return realm.realm().keycloak().baseUrl() + "/realms/" + realm.realm().name() + "/protocol/openid-connect"
                + path;
    }
}
