package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the guides, as a reader would run them. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {
    private static final Path EXAMPLES = Path.of("..", "..", "docs", "examples");

    private final TokenRealm realm;
    private final PrivateKeyAgent agent;

    ExamplesIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        agent = PrivateKeyAgent.register(realm, "example-agent");
    }

    @Test
    void theShellScriptPrintsATokenOfTheAgent(@TempDir Path directory) throws IOException, InterruptedException {
        OutsideProgram.require("openssl", "version");
        OutsideProgram.require("curl", "--version");
        Path privateKey = Files.writeString(directory.resolve("agent.pem"), agent.privateKeyPem());
        String output = OutsideProgram.run(
                List.of("sh", EXAMPLES.resolve("curl/agent-token.sh").toString()),
                "",
                Map.of(
                        "ISSUER", realm.realm().issuer(),
                        "AGENT", agent.agent().name(),
                        "PRIVATE_KEY", privateKey.toString()));
        assertSpeaksForTheAgent(Json.parse(output).path("access_token").asText());
    }

    @Test
    void theJavaProgramPrintsATokenOfTheAgent(@TempDir Path directory) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.real.class.path", System.getProperty("java.class.path"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        classPath,
                        "-d",
                        directory.toString(),
                        EXAMPLES.resolve("java/AgentToken.java").toString());
        assertThat(compiled).isZero();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String output = OutsideProgram.run(
                List.of(
                        java.toString(),
                        "-cp",
                        directory + System.getProperty("path.separator") + classPath,
                        "AgentToken"),
                agent.privateJwk().toString(),
                Map.of("ISSUER", realm.realm().issuer(), "AGENT", agent.agent().name()));
        assertSpeaksForTheAgent(output.strip());
    }

    private void assertSpeaksForTheAgent(String accessToken) {
        JsonNode claims = realm.realm().verifier().verify(accessToken);
        assertThat(claims.path("agent_id").asText()).isEqualTo(agent.agent().id());
    }
}
