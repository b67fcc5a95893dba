package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An agent written in JavaScript gets its token with a stock OAuth library from npm: the example of the guides. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NpmClientIT {
    private final TokenRealm realm;
    private final PrivateKeyAgent agent;
    private NodeProject project;

    NpmClientIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        agent = PrivateKeyAgent.register(realm, "npm-agent");
    }

    @BeforeAll
    void installTheLibrary() throws IOException, InterruptedException {
        project =
                NodeProject.install(Path.of("..", "..", "docs", "examples", "node"), Path.of("target", "node-example"));
    }

    private JsonNode requestToken(ObjectNode privateJwk) throws IOException, InterruptedException {
        return Json.parse(project.run(
                "agent-token.mjs",
                privateJwk.toString(),
                Map.of("ISSUER", realm.realm().issuer(), "AGENT", agent.agent().name())));
    }

    @Test
    void getsATokenThatNamesTheAgent() throws IOException, InterruptedException {
        JsonNode answer = requestToken(agent.privateJwk());
        assertThat(answer.path("token_type").asText()).isEqualToIgnoringCase("bearer");
        JsonNode claims =
                realm.realm().verifier().verify(answer.path("access_token").asText());
        assertThat(claims.path("agent_id").asText()).isEqualTo(agent.agent().id());
        assertThat(claims.path("azp").asText()).isEqualTo(agent.agent().name());
    }

    @Test
    void isToldWhyItIsRefused() throws IOException, InterruptedException {
        realm.act(agent.agent(), "suspend");
        try {
            JsonNode refusal = requestToken(agent.privateJwk());
            assertThat(refusal.path("status").asInt()).isEqualTo(401);
            assertThat(refusal.path("error").asText()).isEqualTo("invalid_client");
            assertThat(refusal.path("error_description").asText()).startsWith("agent_suspended: ");
        } finally {
            realm.act(agent.agent(), "reactivate");
        }
    }
}
