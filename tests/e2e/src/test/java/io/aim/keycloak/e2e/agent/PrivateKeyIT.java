package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A private key that somebody sends is refused, and forgotten everywhere. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivateKeyIT {
    private final Keycloak keycloak;
    private final AgentRealm agents;

    PrivateKeyIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.agents = AgentRealm.of(realm);
        realm.admin()
                .put(
                        realm.adminPath("/events/config"),
                        Json.object().put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true))
                .expect(204);
    }

    @Test
    void asMemberOfAJwk() throws Exception {
        String secret = secret();
        ObjectNode body = agents.registration(AgentRealm.freshName());
        body.withObject("/publicKey").put("d", secret);

        refusesAndForgets(body, "publicKey.d", secret);
    }

    @Test
    void asMemberOfAJwkThatIsWrongOtherwiseToo() throws Exception {
        String secret = secret();
        ObjectNode body = agents.registration(AgentRealm.freshName());
        body.putObject("publicKey").put("kty", "RSA").put("d", secret);

        refusesAndForgets(body, "publicKey.d", secret);
    }

    @Test
    void asPem() throws Exception {
        String secret = Base64.getEncoder().encodeToString(privateKey().getEncoded());
        ObjectNode body = agents.registration(AgentRealm.freshName())
                .put("publicKey", "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----");

        refusesAndForgets(body, "publicKey", secret);
    }

    @Test
    void asPkcs8() throws Exception {
        String secret = Base64.getEncoder().encodeToString(privateKey().getEncoded());
        ObjectNode body = agents.registration(AgentRealm.freshName()).put("publicKey", secret);

        refusesAndForgets(body, "publicKey", secret);
    }

    @Test
    void insideAFieldThatDoesNotExist() throws Exception {
        String secret = secret();
        ObjectNode body = agents.registration(AgentRealm.freshName()).put("privateKey", secret);

        Reply reply = agents.register(body).expect(400);

        assertThat(reply.body().path("error").asText()).isEqualTo("unknown_field");
        forgot(reply, secret);
    }

    @Test
    void insideJsonThatDoesNotParse() throws Exception {
        String secret = secret();
        byte[] body = ("{\"publicKey\":{\"kty\":\"OKP\",\"d\":\"" + secret + "\",}}").getBytes(StandardCharsets.UTF_8);

        Reply reply = agents.realm()
                .admin()
                .send("POST", agents.realm().aimPath("/agents"), body)
                .expect(400);

        forgot(reply, secret);
    }

    @Test
    void theEventsOfAnAgentHoldItsPublicKeyOnly() {
        String x = agents.register(agents.registration(AgentRealm.freshName()))
                .expect(201)
                .body()
                .path("keys")
                .path(0)
                .path("publicKey")
                .path("x")
                .asText();

        String events = adminEvents();

        assertThat(events).contains(x).doesNotContain("\\\"d\\\"");
    }

    private void refusesAndForgets(JsonNode body, String field, String secret) throws IOException, SQLException {
        Map<String, Long> before = agents.rows();

        Reply reply = agents.register(body).expect(400);

        assertThat(reply.body().path("error").asText()).isEqualTo("private_key_refused");
        assertThat(reply.body().path("field").asText()).isEqualTo(field);
        assertThat(agents.rows()).isEqualTo(before);
        forgot(reply, secret);
    }

    private void forgot(Reply reply, String secret) throws IOException {
        assertThat(reply.text()).isNotBlank().doesNotContain(secret);
        assertThat(reply.headers().map().toString()).doesNotContain(secret);
        assertThat(Files.readString(keycloak.log()).contains(secret))
                .as("the server's log holds the private key")
                .isFalse();
        assertThat(adminEvents()).doesNotContain(secret);
    }

    private String adminEvents() {
        return agents.realm()
                .admin()
                .get(agents.realm().adminPath("/admin-events?max=500"))
                .expect(200)
                .text();
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static PrivateKey privateKey() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    }
}
