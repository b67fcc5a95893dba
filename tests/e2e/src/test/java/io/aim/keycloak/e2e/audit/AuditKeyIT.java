package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key that signs checkpoints signs nothing else, never leaves the server, and can be replaced. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditKeyIT {
    private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

    private final AuditRealm trail;
    private final TestRealm realm;
    private final TestAgent agent;

    AuditKeyIT(TestRealm realm) {
        this.realm = realm;
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
        realm.admin()
                .put(
                        realm.adminPath(""),
                        Json.object().put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true))
                .expect(204);
        trail.checkpoint();
    }

    private List<JsonNode> components() {
        return AuditRealm.elements(realm.admin()
                        .get(realm.adminPath("/components?type=" + KEY_PROVIDER))
                        .expect(200)
                        .body())
                .stream()
                .filter(component -> component.path("providerId").asText().equals("aim-audit-key"))
                .toList();
    }

    private String addKey(Map<String, String> config) {
        ObjectNode component = Json.object()
                .put("name", "another audit key")
                .put("providerId", "aim-audit-key")
                .put("providerType", KEY_PROVIDER)
                .put("parentId", trail.id());
        ObjectNode values = component.putObject("config");
        config.forEach((name, value) -> values.putArray(name).add(value));
        return realm.admin()
                .post(realm.adminPath("/components"), component)
                .expect(201)
                .createdId();
    }

    private void removeKey(String id) {
        realm.admin().delete(realm.adminPath("/components/" + id)).expect(204);
    }

    private SignedCheckpoint nextCheckpoint() {
        agent.accessToken();
        return trail.checkpoint();
    }

    private List<String> secrets(String name) throws SQLException {
        return trail
                .jdbc()
                .query(
                        "select v.VALUE from COMPONENT c join COMPONENT_CONFIG v on v.COMPONENT_ID = c.ID"
                                + " where c.REALM_ID = ? and c.PROVIDER_ID = 'aim-audit-key' and v.NAME = ?",
                        trail.id(),
                        name)
                .stream()
                .map(row -> (String) row.get("value"))
                .toList();
    }

    @Test
    void aNewKeyOfHigherPrioritySignsFromNowOnAndOldCheckpointsKeepTheirs() throws Exception {
        SignedCheckpoint before = nextCheckpoint();
        String added = addKey(Map.of("priority", "200"));
        assertThat(trail.events("action=realm.security.changed")
                        .get(0)
                        .path("details")
                        .path("resource_type")
                        .asText())
                .isEqualTo("COMPONENT");
        SignedCheckpoint after = nextCheckpoint();
        removeKey(added);
        SignedCheckpoint removed = nextCheckpoint();

        assertThat(after.key()).isNotEqualTo(before.key());
        assertThat(after.signersAmong(before.key(), after.key())).containsExactly(after.key());
        assertThat(removed.key()).isEqualTo(before.key());
        List<JsonNode> listed = AuditRealm.elements(
                trail.get("/audit-checkpoints?max=500").expect(200).body().path("items"));
        assertThat(listed).contains(before.json(), after.json(), removed.json());
        for (JsonNode json : listed) {
            SignedCheckpoint checkpoint = new SignedCheckpoint(json);
            assertThat(checkpoint.signersAmong(checkpoint.key())).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "enabled"})
    void aKeyThatIsSwitchedOffSignsNothing(String property) {
        SignedCheckpoint before = nextCheckpoint();
        String added = addKey(Map.of("priority", "300", property, "false"));

        assertThat(nextCheckpoint().key()).isEqualTo(before.key());
        removeKey(added);
    }

    @Test
    void editingTheComponentKeepsTheKey() {
        SignedCheckpoint before = nextCheckpoint();
        ObjectNode component = components().get(0).deepCopy();
        ((ObjectNode) component.path("config")).putArray("priority").add("101");

        realm.admin()
                .put(realm.adminPath("/components/" + component.path("id").asText()), component)
                .expect(204);

        assertThat(nextCheckpoint().key()).isEqualTo(before.key());
        assertThat(component.at("/config/auditPrivateKey/0").asText()).isEqualTo("**********");
    }

    @Test
    void noAnswerHoldsThePrivateKey() throws SQLException {
        String added = addKey(Map.of("priority", "1"));
        List<String> secrets = secrets("auditPrivateKey");
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(2);

        Stream.of(
                        "/components",
                        "/components/" + added,
                        "/keys",
                        "",
                        "/admin-events?max=500",
                        "/aim/audit-checkpoints",
                        "/aim/audit-logs?max=500")
                .forEach(path -> assertThat(realm.admin()
                                .get(realm.adminPath(path))
                                .expect(200)
                                .text())
                        .as(path)
                        .isNotEmpty()
                        .doesNotContain(secrets));
        assertThat(realm.admin()
                        .post(realm.adminPath("/partial-export?exportClients=true&exportGroupsAndRoles=true"))
                        .expect(200)
                        .text())
                .contains("aim-audit-key")
                .doesNotContain(secrets);
        removeKey(added);
    }

    @Test
    void theKeyIsNotAmongTheRealmsTokenKeys() {
        byte[] audit = trail.checkpoint().key().publicKey().encoded();
        String x = Base64.getUrlEncoder().withoutPadding().encodeToString(audit);

        JsonNode jwks = JsonHttp.get(realm.issuer() + "/protocol/openid-connect/certs")
                .expect(200)
                .body();

        assertThat(jwks.path("keys")).isNotEmpty();
        assertThat(jwks.toString()).doesNotContain(x, "AIM-AUDIT", kid());
    }

    /** The key id that Keycloak knows the key by. */
    private String kid() {
        String component = components().get(0).path("id").asText();
        return AuditRealm.elements(realm.admin()
                        .get(realm.adminPath("/keys"))
                        .expect(200)
                        .body()
                        .path("keys"))
                .stream()
                .filter(key -> key.path("providerId").asText().equals(component))
                .map(key -> key.path("kid").asText())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed25519", "AIM-AUDIT", "ES256"})
    void aTokenThatItSignedIsNoToken(String algorithm) throws Exception {
        byte[] pkcs8 = Base64.getDecoder().decode(secrets("auditPrivateKey").get(0));
        AgentKey stolen = new AgentKey(new KeyPair(
                AgentKey.generate().publicKey(),
                KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8))));
        String genuine = agent.accessToken();
        ObjectNode header =
                ((ObjectNode) Jws.header(genuine)).put("alg", algorithm).put("kid", kid());
        String forged = Jws.sign(header, Jws.claims(genuine), stolen);

        JsonHttp.get(realm.runtimeUrl("/me"), genuine).expect(200);
        JsonHttp.get(realm.runtimeUrl("/me"), forged).expect(401);
        JsonHttp.get(realm.issuer() + "/protocol/openid-connect/userinfo", forged)
                .expect(401, 403);
    }

    @Test
    void noClientGetsTokensSignedWithIt() {
        ObjectNode client = Json.object()
                .put("clientId", "wants-audit-signature")
                .put("secret", "secret")
                .put("serviceAccountsEnabled", true);
        client.putObject("attributes").put("access.token.signed.response.alg", "AIM-AUDIT");
        realm.admin().post(realm.adminPath("/clients"), client).expect(201, 400);

        assertThat(realm.tokens()
                        .post(Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "wants-audit-signature",
                                "client_secret",
                                "secret"))
                        .body()
                        .has("access_token"))
                .isFalse();
    }

    @Test
    void aKeyPairMadeElsewhereSigns() throws Exception {
        KeyPair own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String added = addKey(Map.of(
                "priority",
                "500",
                "auditPrivateKey",
                Base64.getEncoder().encodeToString(own.getPrivate().getEncoded()),
                "auditPublicKey",
                Base64.getEncoder().encodeToString(own.getPublic().getEncoded())));
        SignedCheckpoint checkpoint = nextCheckpoint();
        removeKey(added);

        assertThat(checkpoint.key().publicKey().encoded()).isEqualTo(new AgentKey(own).publicBytes());
        assertThat(checkpoint.signersAmong(checkpoint.key())).hasSize(1);
    }

    @Test
    void aKeyThatIsNoneIsRefused() throws Exception {
        String anothers = secrets("auditPublicKey").get(0);
        String own = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());
        Stream.of(
                        Map.of("auditPrivateKey", "garbage", "auditPublicKey", "garbage"),
                        Map.of("auditPrivateKey", own, "auditPublicKey", anothers))
                .forEach(config -> {
                    ObjectNode component = Json.object()
                            .put("name", "broken audit key")
                            .put("providerId", "aim-audit-key")
                            .put("providerType", KEY_PROVIDER)
                            .put("parentId", trail.id());
                    ObjectNode values = component.putObject("config");
                    values.putArray("priority").add("400");
                    config.forEach((name, value) -> values.putArray(name).add(value));

                    realm.admin()
                            .post(realm.adminPath("/components"), component)
                            .expect(400);
                });
    }
}
