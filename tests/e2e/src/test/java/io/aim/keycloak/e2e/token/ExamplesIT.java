package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of the guides, as a reader would run them. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {
    private final TokenRealm realm;
    private final Map<ExampleLanguage, Function<String, List<String>>> commands = new EnumMap<>(ExampleLanguage.class);

    @TempDir
    private Path directory;

    ExamplesIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
    }

    @ParameterizedTest
    @EnumSource
    void printsATokenOfTheAgent(ExampleLanguage language) throws IOException, InterruptedException {
        PrivateKeyAgent agent = agent("token", language);

        assertGetsToken(language, agent, keyFile(agent));
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhyTheAgentIsRefused(ExampleLanguage language) throws IOException {
        PrivateKeyAgent agent = agent("refused", language);
        Path key = keyFile(agent);
        realm.act(agent.agent(), "suspend");

        assertThatThrownBy(() -> run(language, "agent-token", agent.agent().name(), key))
                .hasMessageContaining("agent_suspended: ");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void rotatesTheKeyAgainAndAgain(ExampleLanguage language) throws IOException, InterruptedException {
        PrivateKeyAgent agent = agent("rotating", language);
        Path key = keyFile(agent);

        String said = run(language, "rotate-key", agent.agent().name(), key);

        JsonNode vault = vault(agent);
        assertThat(said).contains(agent.agent().name(), vault.path("thumbprint").asText());
        assertThat(vault.path("thumbprint").asText())
                .isNotEqualTo(agent.agent().key().thumbprint());
        assertThat(vault.path("history").findValuesAsText("state")).containsExactly("active", "grace");
        assertThat(directory.toFile().list()).containsExactly("agent.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertGetsToken(language, agent, key);
        run(language, "rotate-key", agent.agent().name(), key);
        assertThat(vault(agent).path("rotationCount").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void finishesARotationThatWasCutShort(ExampleLanguage language) throws IOException, InterruptedException {
        PrivateKeyAgent agent = agent("interrupted", language);
        Path key = keyFile(agent);
        run(language, "rotate-key", agent.agent().name(), key);
        Files.move(key, directory.resolve("agent.pem.new"));
        keyFile(agent);

        run(language, "rotate-key", agent.agent().name(), key);

        assertThat(vault(agent).path("rotationCount").asInt()).isEqualTo(1);
        assertThat(directory.toFile().list()).containsExactly("agent.pem");
        assertThat(Files.readString(key)).isNotEqualTo(agent.privateKeyPem());
        assertGetsToken(language, agent, key);
    }

    @Test
    void anAgentRegistersItselfWithAnApiKey() throws IOException, InterruptedException {
        ExampleLanguage language = ExampleLanguage.PYTHON;
        Path key = directory.resolve("agent.pem");
        OutsideProgram.require("openssl", "version");
        OutsideProgram.run(
                List.of("openssl", "genpkey", "-algorithm", "ed25519", "-out", key.toString()), "", Map.of());

        run(language, "register-agent", "registered-agent", key, Map.of("AIM_KEY", apiKey("agents:write")));

        JsonNode agents = realm.realm()
                .admin()
                .get(realm.realm().aimPath("/agents?search=registered-agent"))
                .expect(200)
                .body()
                .path("items");
        assertThat(agents.findValuesAsText("status")).containsExactly("pending");
        String id = agents.path(0).path("id").asText();
        assertThatThrownBy(() -> run(language, "agent-token", "registered-agent", key))
                .hasMessageContaining("agent_pending: ");
        realm.realm()
                .admin()
                .post(realm.realm().aimPath("/agents/" + id + "/verify"))
                .expect(200);
        assertThat(claims(run(language, "agent-token", "registered-agent", key))
                        .path("agent_id")
                        .asText())
                .isEqualTo(id);
    }

    private String apiKey(String scope) {
        TestRealm.User creator = realm.realm().createUser("creator", "aim-manage", "manage-clients");
        ObjectNode body = Json.object()
                .put("name", "deployment")
                .put("expiresAt", Instant.now().plus(Duration.ofDays(1)).toString());
        body.putArray("scopes").add(scope);
        return realm.realm()
                .adminAs(creator)
                .post(realm.realm().aimPath("/api-keys"), body)
                .expect(201)
                .body()
                .path("key")
                .asText();
    }

    private PrivateKeyAgent agent(String what, ExampleLanguage language) {
        return PrivateKeyAgent.register(realm, what + "-" + language.name().toLowerCase(Locale.ROOT));
    }

    private Path keyFile(PrivateKeyAgent agent) throws IOException {
        return Files.writeString(directory.resolve("agent.pem"), agent.privateKeyPem());
    }

    private String run(ExampleLanguage language, String task, String agent, Path key)
            throws IOException, InterruptedException {
        return run(language, task, agent, key, Map.of());
    }

    private String run(ExampleLanguage language, String task, String agent, Path key, Map<String, String> more)
            throws IOException, InterruptedException {
        if (!commands.containsKey(language)) {
            commands.put(language, language.prepare());
        }
        Map<String, String> environment = new HashMap<>(more);
        environment.put("ISSUER", realm.realm().issuer());
        environment.put("AGENT", agent);
        environment.put("PRIVATE_KEY", key.toString());
        return OutsideProgram.run(commands.get(language).apply(task), "", environment);
    }

    private void assertGetsToken(ExampleLanguage language, PrivateKeyAgent agent, Path key)
            throws IOException, InterruptedException {
        JsonNode claims = claims(run(language, "agent-token", agent.agent().name(), key));
        assertThat(claims.path("agent_id").asText()).isEqualTo(agent.agent().id());
    }

    private JsonNode claims(String tokenResponse) {
        return realm.realm()
                .verifier()
                .verify(Json.parse(tokenResponse).path("access_token").asText());
    }

    private JsonNode vault(PrivateKeyAgent agent) {
        return realm.realm()
                .admin()
                .get(agent.agent().adminPath("/key-vault"))
                .expect(200)
                .body();
    }
}
