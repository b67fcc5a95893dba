package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The realm's other clients log in after set-up as they did before it. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdinaryClientsIT {
    private static final String SECRET = "a-secret-of-more-than-thirty-two-bytes";

    private final TokenRealm realm;

    OrdinaryClientsIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
    }

    private void createClient(String clientId, String authenticator, Map<String, String> attributes) {
        ObjectNode client = Json.object()
                .put("clientId", clientId)
                .put("clientAuthenticatorType", authenticator)
                .put("secret", SECRET)
                .put("serviceAccountsEnabled", true);
        client.set("attributes", Json.tree(attributes));
        realm.realm().admin().post(realm.realm().adminPath("/clients"), client).expect(201);
    }

    private static Map<String, String> keys(String publicJwk) {
        return Map.of("use.jwks.string", "true", "jwks.string", "{\"keys\":[" + publicJwk + "]}");
    }

    private void assertAccepted(Reply reply, String clientId) {
        assertThat(reply.status()).as(reply.summary()).isEqualTo(200);
        String token = reply.body().path("access_token").asText();
        assertThat(realm.realm().verifier().verify(token).path("azp").asText()).isEqualTo(clientId);
        assertThat(realm.realm().verifier().verify(token).has("agent_id")).isFalse();
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.summary()).isBetween(400, 401);
        assertThat(reply.body().has("access_token")).as(reply.summary()).isFalse();
    }

    private String assertion(String clientId, JWSAlgorithm algorithm, String kid, JWSSigner signer)
            throws JOSEException {
        Instant now = Instant.now();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(kid).build(),
                new JWTClaimsSet.Builder()
                        .issuer(clientId)
                        .subject(clientId)
                        .audience(realm.realm().issuer())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(50)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    @Test
    void aSecretInTheForm() {
        createClient("secret-post", "client-secret", Map.of());
        assertAccepted(
                realm.realm()
                        .tokens()
                        .post(Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "secret-post",
                                "client_secret",
                                SECRET)),
                "secret-post");
        assertRefused(realm.realm()
                .tokens()
                .post(Map.of(
                        "grant_type", "client_credentials", "client_id", "secret-post", "client_secret", "guessed")));
    }

    @Test
    void aSecretInTheHeader() {
        createClient("secret-basic", "client-secret", Map.of());
        String credentials =
                Base64.getEncoder().encodeToString(("secret-basic:" + SECRET).getBytes(StandardCharsets.UTF_8));
        assertAccepted(
                realm.realm()
                        .tokens()
                        .post(
                                Map.of("grant_type", "client_credentials"),
                                Map.of("Authorization", "Basic " + credentials)),
                "secret-basic");
    }

    @Test
    void aJwtSignedWithRsa() throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048)
                .keyID("rsa-1")
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        createClient("rsa-jwt", "client-jwt", keys(key.toPublicJWK().toJSONString()));
        String assertion = assertion("rsa-jwt", JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(key));
        assertAccepted(realm.realm().tokens().clientCredentials(assertion), "rsa-jwt");
        assertRefused(realm.realm().tokens().clientCredentials(assertion));
    }

    @Test
    void aJwtSignedWithEdDsaByAClientThatIsNoAgent() {
        AgentKey key = AgentKey.generate();
        createClient(
                "eddsa-jwt",
                "client-jwt",
                keys(key.publicJwk()
                        .put("kid", key.thumbprint())
                        .put("use", "sig")
                        .put("alg", "EdDSA")
                        .toString()));
        assertAccepted(
                realm.realm()
                        .tokens()
                        .clientCredentials(
                                Jws.clientAssertion("eddsa-jwt", realm.realm().issuer(), key)),
                "eddsa-jwt");
        assertRefused(realm.realm()
                .tokens()
                .clientCredentials(
                        Jws.clientAssertion("eddsa-jwt", realm.realm().issuer(), AgentKey.generate())));
    }

    @Test
    void aJwtUnderTheSecret() throws JOSEException {
        createClient("secret-jwt", "client-secret-jwt", Map.of());
        assertAccepted(
                realm.realm()
                        .tokens()
                        .clientCredentials(assertion("secret-jwt", JWSAlgorithm.HS256, null, new MACSigner(SECRET))),
                "secret-jwt");
        assertRefused(realm.realm()
                .tokens()
                .clientCredentials(assertion("secret-jwt", JWSAlgorithm.HS256, null, new MACSigner("not" + SECRET))));
    }

    @Test
    void aPublicClientWithoutAnyCredential() {
        TestRealm.User user = realm.realm().createUser("uma");
        assertThat(realm.realm().adminAs(user).token()).isNotBlank();
    }

    @Test
    void anAgentBesideThem() {
        TestAgent agent = realm.agent("beside");
        realm.acceptance(agent.assertion());
    }
}
