package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.cli.client.TokenVerifier;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents' tokens in every form that Keycloak gives them, and at the endpoints that read them. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentTokenUseIT {
    private static final String RESOURCE_SERVER = "resource-server";
    private static final String RESOURCE_SERVER_SECRET = "secret-of-the-resource-server";
    private static final List<String> IDENTITY =
            List.of("agent_id", "agent_name", "agent_type", "agent_owner", "agent_sponsor", "capabilities");

    private final TokenRealm realm;

    AgentTokenUseIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        ObjectNode client = Json.object()
                .put("clientId", RESOURCE_SERVER)
                .put("secret", RESOURCE_SERVER_SECRET)
                .put("standardFlowEnabled", false);
        client.putObject("attributes").put("allow.token.introspection.without.audience.check", "true");
        testRealm.admin().post(testRealm.adminPath("/clients"), client).expect(201);
    }

    private JsonNode introspect(String token) {
        return JsonHttp.form(
                        realm.realm().tokens().endpoint() + "/introspect",
                        Map.of("client_id", RESOURCE_SERVER, "client_secret", RESOURCE_SERVER_SECRET, "token", token),
                        Map.of())
                .expect(200)
                .body();
    }

    private String realmUrl() {
        return realm.realm().issuer();
    }

    @Test
    void introspectionShowsWhatTheTokenSays() {
        TestAgent agent = realm.agent("introspected-agent");
        String token = agent.accessToken();
        JsonNode claims = realm.realm().verifier().verify(token);
        JsonNode shown = introspect(token);
        assertThat(shown.path("active").asBoolean()).isTrue();
        for (String claim : IDENTITY) {
            assertThat(claims.has(claim)).as(claim).isTrue();
            assertThat(shown.get(claim)).as(claim).isEqualTo(claims.get(claim));
        }
    }

    @Test
    void introspectionOfASuspendedAgentsTokenSaysThatItIsNotActive() {
        TestAgent agent = realm.agent("introspected-suspended-agent");
        String token = agent.accessToken();
        assertThat(introspect(token).path("active").asBoolean()).isTrue();
        realm.act(agent, "suspend");
        assertThat(introspect(token).path("active").asBoolean()).isFalse();
    }

    @Test
    void lightweightTokensStillNameTheAgent() {
        TestAgent agent = realm.agent("lightweight-agent");
        assertThat(Jws.claims(agent.accessToken()).has("clientAddress"))
                .as("in a full token")
                .isTrue();
        String path = realm.realm().adminPath("/clients/" + realm.realm().clientUuid(agent.name()));
        ObjectNode client =
                (ObjectNode) realm.realm().admin().get(path).expect(200).body();
        client.withObjectProperty("attributes").put("client.use.lightweight.access.token.enabled", "true");
        realm.realm().admin().put(path, client).expect(204);
        String token = agent.accessToken();
        JsonNode claims = realm.realm().verifier().verify(token);
        assertThat(claims.has("clientAddress")).as("in a lightweight token").isFalse();
        assertThat(claims.path("agent_id").asText()).isEqualTo(agent.id());
        assertThat(introspect(token).path("agent_id").asText()).isEqualTo(agent.id());
    }

    @Test
    void userinfoAnswersTheAgentWithItsSubjectOnly() {
        TestAgent agent = realm.agent("userinfo-agent");
        String token = realm.realm()
                .tokens()
                .clientCredentials(agent.assertion().sign(), Map.of("scope", "openid"))
                .expect(200)
                .body()
                .path("access_token")
                .asText();
        JsonNode userinfo = JsonHttp.get(realmUrl() + "/protocol/openid-connect/userinfo", token)
                .expect(200)
                .body();
        assertThat(userinfo.path("sub")).isEqualTo(Jws.claims(token).path("sub"));
        IDENTITY.forEach(claim -> assertThat(userinfo.has(claim)).as(claim).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA", "RS256"})
    void isSignedAsTheRealmSigns(String algorithm) {
        String usual = realm.realm()
                .admin()
                .get(realm.realm().adminPath(""))
                .expect(200)
                .body()
                .path("defaultSignatureAlgorithm")
                .asText("RS256");
        realm.configure(Json.object().put("defaultSignatureAlgorithm", algorithm));
        try {
            TestAgent agent = realm.agent("signed-agent-" + algorithm.toLowerCase(Locale.ROOT));
            String token = agent.accessToken();
            assertThat(Jws.header(token).path("alg").asText()).isEqualTo(algorithm);
            assertThat(TokenVerifier.ofRealm(realmUrl())
                            .verify(token)
                            .path("agent_id")
                            .asText())
                    .isEqualTo(agent.id());
            assertThat(JsonHttp.get(realm.realm().runtimeUrl("/me"), token).status())
                    .isEqualTo(200);
        } finally {
            realm.configure(Json.object().put("defaultSignatureAlgorithm", usual));
        }
    }

    @Test
    void bindsTheTokenToTheKeyOfADpopProof() throws JOSEException {
        TestAgent agent = realm.agent("dpop-agent");
        DPoPProofFactory prover =
                new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
        URI tokenEndpoint = URI.create(realm.realm().tokens().endpoint());
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", agent.assertion().sign());
        JsonNode answer = realm.realm()
                .tokens()
                .post(
                        form,
                        Map.of(
                                "DPoP",
                                prover.createDPoPJWT("POST", tokenEndpoint).serialize()))
                .expect(200)
                .body();
        String token = answer.path("access_token").asText();
        assertThat(answer.path("token_type").asText()).isEqualTo("DPoP");
        assertThat(realm.realm()
                        .verifier()
                        .verify(token)
                        .path("cnf")
                        .path("jkt")
                        .asText())
                .isNotBlank();

        URI me = URI.create(realm.realm().runtimeUrl("/me"));
        String proof =
                prover.createDPoPJWT("GET", me, new DPoPAccessToken(token)).serialize();
        Reply proven = get(me, Map.of("Authorization", "DPoP " + token, "DPoP", proof));
        assertThat(proven.status()).as(proven.summary()).isEqualTo(200);
        assertThat(proven.body().path("id").asText()).isEqualTo(agent.id());
        assertThat(get(me, Map.of("Authorization", "DPoP " + token)).status()).isEqualTo(401);
        assertThat(get(me, Map.of("Authorization", "Bearer " + token)).status()).isEqualTo(401);
        DPoPProofFactory thief =
                new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
        String stolen =
                thief.createDPoPJWT("GET", me, new DPoPAccessToken(token)).serialize();
        assertThat(get(me, Map.of("Authorization", "DPoP " + token, "DPoP", stolen))
                        .status())
                .isEqualTo(401);
    }

    private static Reply get(URI url, Map<String, String> headers) {
        return JsonHttp.send("GET", url.toString(), headers, null);
    }
}
