package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registration that breaks a rule is told which field is wrong, and leaves nothing behind. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentRegistrationRulesIT {
    private final AgentRealm agents;

    AgentRegistrationRulesIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Weather",
                "we ather",
                "weather/agent",
                "spiffe:weather",
                ".weather",
                "weather-",
                "-",
                "wetter-für-alle",
                "weather\n",
                "weather\u0000",
                "аgent"
            })
    void refusesTheName(String name) throws SQLException {
        refuses(body -> body.put("name", name), "name", "invalid_name");
    }

    @Test
    void refusesANameOf65Characters() throws SQLException {
        refuses(body -> body.put("name", "a".repeat(65)), "name", "invalid_name");
    }

    static Stream<Arguments> brokenFields() {
        return Stream.of(
                broken("no name", b -> b.remove("name"), "name", "required"),
                broken("an empty name", b -> b.put("name", ""), "name", "required"),
                broken("a name that is null", b -> b.putNull("name"), "name", "required"),
                broken("a name that is a number", b -> b.put("name", 7), "name", "invalid_type"),
                broken("an unknown field", b -> b.put("clientId", "x"), "clientId", "unknown_field"),
                broken("a status", b -> b.put("status", "verified"), "status", "unknown_field"),
                broken("an unknown type", b -> b.put("type", "robot"), "type", "invalid_type"),
                broken("a type in capitals", b -> b.put("type", "AI_AGENT"), "type", "invalid_type"),
                broken("a type that is a list", b -> b.putArray("type").add("ai_agent"), "type", "invalid_type"),
                broken("no owner", b -> b.remove("owner"), "owner", "required"),
                broken("an unknown owner", b -> b.put("owner", UUID.randomUUID().toString()), "owner", "unknown_user"),
                broken("an owner with a NUL", b -> b.put("owner", "own\u0000er"), "owner", "unknown_user"),
                broken("an owner like half a federated id", b -> b.put("owner", "f:nobody"), "owner", "unknown_user"),
                broken("an owner without end", b -> b.put("owner", "o".repeat(9000)), "owner", "unknown_user"),
                broken("no sponsor", b -> b.putNull("sponsor"), "sponsor", "required"),
                broken("an unknown sponsor", b -> b.put("sponsor", "nobody"), "sponsor", "unknown_user"),
                broken("a long display name", b -> b.put("displayName", "x".repeat(256)), "displayName", "too_long"),
                broken(
                        "a display name with a bell",
                        b -> b.put("displayName", "ding\u0007"),
                        "displayName",
                        "invalid_characters"),
                broken("a long description", b -> b.put("description", "x".repeat(2001)), "description", "too_long"),
                broken(
                        "a capability without an action",
                        b -> b.putArray("declaredCapabilities").add("db:read").add("db"),
                        "declaredCapabilities[1]",
                        "invalid_capability"),
                broken(
                        "capabilities in one string",
                        b -> b.put("declaredCapabilities", "db:read"),
                        "declaredCapabilities",
                        "invalid_type"),
                broken(
                        "101 capabilities",
                        AgentRegistrationRulesIT::manyCapabilities,
                        "declaredCapabilities",
                        "too_many_capabilities"),
                broken(
                        "a flag that is a string",
                        b -> b.put("allowLegacyAudience", "yes"),
                        "allowLegacyAudience",
                        "invalid_type"));
    }

    static Stream<Arguments> brokenKeys() {
        return Stream.of(
                broken("no key", b -> b.remove("publicKey"), "publicKey", "required"),
                broken("a number as key", b -> b.put("publicKey", 5), "publicKey", "required"),
                broken("text as key", b -> b.put("publicKey", "not a key!"), "publicKey", "invalid_public_key"),
                broken("31 bytes", b -> b.put("publicKey", "A".repeat(41)), "publicKey", "invalid_public_key"),
                broken("an EC key", b -> jwk(b).put("kty", "EC"), "publicKey.kty", "invalid_public_key"),
                broken("an X25519 key", b -> jwk(b).put("crv", "X25519"), "publicKey.crv", "invalid_public_key"),
                broken("a key for encryption", b -> jwk(b).put("use", "enc"), "publicKey.use", "invalid_public_key"),
                broken("a key for RSA", b -> jwk(b).put("alg", "RS256"), "publicKey.alg", "invalid_public_key"),
                broken("a short x", b -> jwk(b).put("x", "AAAA"), "publicKey.x", "invalid_public_key"));
    }

    private static Arguments broken(String what, Consumer<ObjectNode> change, String field, String code) {
        return Arguments.of(what, change, field, code);
    }

    private static ObjectNode jwk(ObjectNode body) {
        return body.withObject("/publicKey");
    }

    private static void manyCapabilities(ObjectNode body) {
        ArrayNode array = body.putArray("declaredCapabilities");
        IntStream.rangeClosed(1, 101).forEach(i -> array.add("db:read" + i));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"brokenFields", "brokenKeys"})
    void refuses(String what, Consumer<ObjectNode> change, String field, String code) throws SQLException {
        refuses(change, field, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "7P_______________________________________38",
                "_____________________________________________"
            })
    void refusesAKeyThatIsNoUsefulPointOfTheCurve(String x) throws SQLException {
        Map<String, Long> before = agents.rows();
        ObjectNode body = agents.registration(AgentRealm.freshName());
        jwk(body).put("x", x);

        JsonNode error = agents.register(body).expect(400).body();

        assertThat(error.path("error").asText()).isEqualTo("invalid_public_key");
        assertThat(agents.rows()).isEqualTo(before);
    }

    @Test
    void refusesAServiceAccountAsOwnerOrSponsor() throws SQLException {
        String account = agents.realm()
                .admin()
                .get(agents.realm()
                        .adminPath("/clients/"
                                + agents.client(agents.pending().name())
                                        .path("id")
                                        .asText()
                                + "/service-account-user"))
                .expect(200)
                .body()
                .path("id")
                .asText();

        refuses(body -> body.put("owner", account), "owner", "unknown_user");
        refuses(body -> body.put("sponsor", account), "sponsor", "unknown_user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"name\":", "[]", "[{\"name\":\"x\"}]", "\"name\"", "null", "{\"name\":\"a\",\"name\":\"b\"}"})
    void refusesWhatIsNoJsonObject(String body) throws SQLException {
        Map<String, Long> before = agents.rows();

        JsonNode error = send(body).expect(400).body();

        assertThat(error.path("error").asText()).isEqualTo("invalid_json");
        assertThat(error.path("errorMessage").asText()).isNotBlank();
        assertThat(agents.rows()).isEqualTo(before);
    }

    @Test
    void refusesJsonNestedWithoutEnd() {
        JsonNode error = send("{\"publicKey\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}")
                .expect(400)
                .body();

        assertThat(error.path("error").asText()).isEqualTo("invalid_json");
    }

    @Test
    void refusesABodyOf100Kilobytes() throws SQLException {
        Map<String, Long> before = agents.rows();
        ObjectNode body = agents.registration(AgentRealm.freshName()).put("description", "x".repeat(100 * 1024));

        JsonNode error = agents.register(body).expect(413).body();

        assertThat(error.path("error").asText()).isEqualTo("too_large");
        assertThat(agents.rows()).isEqualTo(before);
    }

    @Test
    void anEmptyBodyLacksItsName() {
        JsonNode error = send("").expect(400).body();

        assertThat(error.path("field").asText()).isEqualTo("name");
    }

    private Reply send(String body) {
        return agents.realm()
                .admin()
                .send("POST", agents.realm().aimPath("/agents"), body.getBytes(StandardCharsets.UTF_8));
    }

    private void refuses(Consumer<ObjectNode> change, String field, String code) throws SQLException {
        Map<String, Long> before = agents.rows();
        ObjectNode body = agents.registration(AgentRealm.freshName());
        change.accept(body);

        Reply reply = agents.register(body).expect(400);

        assertThat(reply.body().path("field").asText()).isEqualTo(field);
        assertThat(reply.body().path("error").asText()).isEqualTo(code);
        assertThat(reply.body().path("errorMessage").asText()).isNotBlank();
        assertThat(agents.rows()).isEqualTo(before);
    }
}
