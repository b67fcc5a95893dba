package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are for one MCP server (RFC 8707): who gets them, what they say, and what they are no good for. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpResourceTokenIT {

    private final TestRealm realm;
    private final McpRealm servers;
    private final TestRealm.User sponsor;
    private final CodeFlow app;

    McpResourceTokenIT(TestRealm realm) {
        this.realm = realm;
        this.servers = McpRealm.of(realm);
        this.sponsor = realm.createUser("sponsor");
        this.app = CodeFlow.register(realm, "mcp-client");
    }

    private TestAgent agent() {
        return TestAgent.verified(realm, "agent-" + UUID.randomUUID(), servers.owner(), sponsor);
    }

    private void grant(TestAgent agent, JsonNode server) {
        realm.admin()
                .post(agent.adminPath("/mcp-servers"), Json.object().put("server", McpRealm.id(server)))
                .expect(201);
    }

    private static String url(JsonNode server) {
        return server.path("url").asText();
    }

    private Reply ask(TestAgent agent, String resource) {
        return realm.tokens().clientCredentials(agent.assertion().sign(), Map.of("resource", resource));
    }

    private JsonNode claims(Reply reply) {
        return realm.verifier()
                .verify(reply.expect(200).body().path("access_token").asText());
    }

    private JsonNode refusalOnRecord(TestAgent agent) {
        return realm.admin()
                .get(realm.aimPath("/audit-logs?action=agent.token.refused&actor=" + agent.id()))
                .expect(200)
                .body()
                .path("items")
                .path(0);
    }

    private void assertRefused(TestAgent agent, String resource, String reason) {
        Reply reply = ask(agent, resource);
        assertThat(reply.status()).as(reply.summary()).isEqualTo(400);
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_target");
        assertThat(reply.body().path("error_description").asText()).isNotBlank();
        assertThat(refusalOnRecord(agent).path("reason").asText()).isEqualTo(reason);
    }

    @Test
    void anAgentsTokenIsForThatServerOnly() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        grant(agent, server);

        JsonNode claims = claims(ask(agent, url(server)));

        assertThat(claims.path("aud").asText()).isEqualTo(url(server));
        assertThat(claims.path("agent_id").asText()).isEqualTo(agent.id());
        JsonNode issued = realm.admin()
                .get(realm.aimPath("/audit-logs?action=agent.token.issued&actor=" + agent.id()))
                .expect(200)
                .body()
                .path("items")
                .path(0);
        assertThat(issued.path("details").path("resource").asText()).isEqualTo(url(server));
    }

    @Test
    void otherSpellingsOfTheAddressMeanTheSameServer() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        grant(agent, server);

        JsonNode claims = claims(
                ask(agent, url(server).replace("https://mcp", "HTTPS://MCP").replace("/mcp", ":443/mcp")));

        assertThat(claims.path("aud").asText()).isEqualTo(url(server));
    }

    @Test
    void withoutAResourceTheTokenIsWhatItWas() {
        TestAgent agent = agent();
        grant(agent, servers.verified());

        assertThat(claims(agent.requestToken()).has("aud")).isFalse();
    }

    @Test
    void anAgentGetsNoTokenWhereNobodyGrantedIt() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        assertRefused(agent, url(server), "mcp_server_not_connected");

        realm.admin()
                .get(realm.aimPath("/agents/" + agent.id() + "/mcp-servers"))
                .expect(200);
        grant(agent, server);
        ask(agent, url(server)).expect(200);

        realm.admin()
                .delete(agent.adminPath("/mcp-servers/" + McpRealm.id(server)))
                .expect(204);
        assertRefused(agent, url(server), "mcp_server_not_connected");
    }

    @ParameterizedTest
    @CsvSource({"suspend,mcp_server_suspended", "revoke,mcp_server_revoked"})
    void aStoppedServerGetsNoTokensFromThenOn(String action, String reason) {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        grant(agent, server);
        ask(agent, url(server)).expect(200);

        servers.act(server, action).expect(200);

        assertRefused(agent, url(server), reason);
    }

    @Test
    void aServerThatIsNotVerifiedYetGetsNone() {
        TestAgent agent = agent();
        JsonNode server = servers.pending();
        grant(agent, server);

        assertRefused(agent, url(server), "mcp_server_pending");
    }

    @Test
    void aRemovedServerIsUnknown() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        grant(agent, server);
        ask(agent, url(server)).expect(200);

        realm.admin().delete(servers.path(server, "")).expect(204);

        assertRefused(agent, url(server), "mcp_server_unknown");
    }

    @Test
    void anotherAddressOfTheServerEndsTokensForTheOldOne() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        grant(agent, server);
        String moved = "https://moved-" + UUID.randomUUID() + ".example.com/mcp";

        servers.update(server, Json.object().put("url", moved)).expect(204);

        assertRefused(agent, url(server), "mcp_server_unknown");
        assertRefused(agent, moved, "mcp_server_pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://nobody.example.com/mcp", "https://localhost.example.com"})
    void anUnknownResourceIsNoTarget(String resource) {
        assertRefused(agent(), resource, "mcp_server_unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mcp",
                "https://mcp.example.com/#part",
                "https://user@mcp.example.com/",
                "http://mcp.example.com/",
                "urn:client:mcp",
                "https://mcp.example.com/../admin"
            })
    void whatIsNoAddressIsNoTarget(String resource) {
        assertRefused(agent(), resource, "resource_invalid");
    }

    @Test
    void aSecondResourceIsNotAccepted() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        grant(agent, server);
        String twice = "grant_type=client_credentials&client_assertion_type="
                + JsonHttp.escape("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                + "&client_assertion=" + agent.assertion().sign()
                + "&resource=" + JsonHttp.escape(url(server)) + "&resource=" + JsonHttp.escape(url(server));

        Reply reply = JsonHttp.send(
                "POST",
                realm.tokens().endpoint(),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                twice.getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).as(reply.summary()).isEqualTo(400);
    }

    /** Whoever runs a server holds the tokens that it is sent. */
    @Test
    void theTokenIsNoGoodForActingAsTheAgentHere() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        grant(agent, server);
        String token =
                ask(agent, url(server)).expect(200).body().path("access_token").asText();

        Reply reply = JsonHttp.get(realm.runtimeUrl("/agents/me"), token);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(401);
        assertThat(reply.body().path("code").asText()).isEqualTo("wrong_audience");
        assertThat(JsonHttp.get(realm.runtimeUrl("/agents/me"), agent.accessToken())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aServerOfAnotherRealmIsUnknown(Keycloak keycloak) {
        try (TestRealm other = TestRealm.create(keycloak, "elsewhere")) {
            JsonNode elsewhere = McpRealm.of(other).verified();
            assertRefused(agent(), url(elsewhere), "mcp_server_unknown");
        }
    }

    @Test
    void aPersonsTokenIsForTheServerThatTheAuthorizationRequestNamed() throws Exception {
        JsonNode server = servers.verified();
        Map<String, String> resource = Map.of("resource", url(server));

        Map<String, String> answer = app.authorize(servers.owner(), resource);
        assertThat(answer).containsEntry("iss", realm.issuer());
        JsonNode tokens = app.redeem(answer.get("code"), resource).expect(200).body();
        assertThat(realm.verifier()
                        .verify(tokens.path("access_token").asText())
                        .path("aud")
                        .asText())
                .isEqualTo(url(server));

        JsonNode refreshed = app.refresh(tokens.path("refresh_token").asText(), Map.of())
                .expect(200)
                .body();
        assertThat(realm.verifier()
                        .verify(refreshed.path("access_token").asText())
                        .path("aud")
                        .asText())
                .isEqualTo(url(server));

        servers.act(server, "suspend").expect(200);
        Reply late = app.refresh(refreshed.path("refresh_token").asText(), resource);
        assertThat(late.body().path("error").asText()).isEqualTo("invalid_target");
    }

    @Test
    void aCodeIsNotTradedForATokenToAnotherServer() throws Exception {
        JsonNode server = servers.verified();
        JsonNode other = servers.verified();

        Map<String, String> answer = app.authorize(servers.owner(), Map.of("resource", url(server)));
        Reply reply = app.redeem(answer.get("code"), Map.of("resource", url(other)));
        assertThat(reply.status()).as(reply.summary()).isEqualTo(400);
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_target");

        Map<String, String> none = app.authorize(servers.owner(), Map.of());
        assertThat(app.redeem(none.get("code"), Map.of("resource", url(other)))
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("invalid_target");
    }

    @Test
    void metadataTellsClientsWhereTokensComeFrom() {
        JsonNode server = servers.verified();
        String path = realm.runtimeUrl("/mcp-servers/" + McpRealm.id(server) + "/.well-known/oauth-protected-resource");

        JsonNode metadata = JsonHttp.get(path).expect(200).body();
        assertThat(metadata.path("resource").asText()).isEqualTo(url(server));
        assertThat(metadata.path("authorization_servers")).hasSize(1);
        assertThat(metadata.path("authorization_servers").path(0).asText()).isEqualTo(realm.issuer());
        assertThat(metadata.path("bearer_methods_supported").path(0).asText()).isEqualTo("header");

        servers.act(server, "suspend").expect(200);
        JsonHttp.get(path).expect(404);
        JsonHttp.get(realm.runtimeUrl("/mcp-servers/nobody/.well-known/oauth-protected-resource"))
                .expect(404);
    }

    @Test
    void theAuthorizationServerSaysWhatMcpClientsLookFor() {
        String issuer = realm.issuer();
        String inserted = issuer.replace("/realms/", "/.well-known/oauth-authorization-server/realms/");
        for (String url : new String[] {inserted, issuer + "/.well-known/oauth-authorization-server"}) {
            JsonNode metadata = JsonHttp.get(url).expect(200).body();
            assertThat(metadata.path("issuer").asText()).isEqualTo(issuer);
            assertThat(metadata.path("code_challenge_methods_supported").toString())
                    .contains("S256");
            assertThat(metadata.path("authorization_response_iss_parameter_supported")
                            .asBoolean())
                    .isTrue();
        }
    }
}
