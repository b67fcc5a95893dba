package io.aim.keycloak.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server has loaded every part of the extension, and counts what agents do. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerInfoIT {
    private final Keycloak keycloak;
    private final TestRealm realm;
    private JsonNode serverInfo;
    private TestAgent agent;

    ServerInfoIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    @BeforeAll
    void prepare() {
        serverInfo = keycloak.admin().get("/admin/serverinfo").expect(200).body();
        realm.setUp();
        TestRealm.User person = realm.createUser("pat");
        agent = TestAgent.verified(realm, "counted-agent", person, person);
    }

    @ParameterizedTest
    @CsvSource({
        "client-authenticator, agent-ed25519-jwt",
        "clientSignature, Ed25519",
        "eventsListener, aim-agents",
        "eventsListener, aim-guard",
        "realm-restapi-extension, aim",
        "admin-realm-restapi-extension, aim",
        "protocol-mapper, aim-agent-identity-mapper",
        "protocol-mapper, aim-capabilities-mapper",
        "protocol-mapper, aim-trust-score-mapper",
        "aim-agent, jpa",
        "aim-agent-snapshot, caching",
        "aim-alert, jpa",
        "aim-alert-runner, scheduled",
        "aim-retention, scheduled",
        "aim-outbound, guarded",
        "aim-mcp-verification, jpa",
        "aim-mcp-verifier, scheduled",
        "themeResource, aim",
        "jpa-entity-provider, aim-identity"
    })
    void everyPartIsLoaded(String spi, String provider) {
        assertThat(serverInfo.path("providers").path(spi).path("providers").has(provider))
                .as(spi + " has " + serverInfo.path("providers").path(spi))
                .isTrue();
    }

    @Test
    void showsHowTheSnapshotsAreKeptFresh() {
        JsonNode info = serverInfo
                .path("providers")
                .path("aim-agent-snapshot")
                .path("providers")
                .path("caching")
                .path("operationalInfo");
        assertThat(info.path("poll-interval-millis").asText()).isEqualTo("250");
        assertThat(info.path("staleness-limit-millis").asText()).isEqualTo("900");
    }

    @Test
    void countsLogins() {
        agent.requestToken().expect(200);
        double before = sample("keycloak_aim_agent_logins_total");
        agent.requestToken().expect(200);
        agent.requestToken().expect(200);
        assertThat(sample("keycloak_aim_agent_logins_total")).isEqualTo(before + 2);
    }

    @Test
    void countsRefusalsByReason() {
        String replayed = "keycloak_aim_agent_refusals_total{reason=\"assertion_replayed\"}";
        String forged = "keycloak_aim_agent_refusals_total{reason=\"signature_invalid\"}";
        String assertion = agent.assertion().sign();
        realm.tokens().clientCredentials(assertion).expect(200);
        realm.tokens().clientCredentials(assertion).expect(401);
        realm.tokens()
                .clientCredentials(
                        agent.assertion().signedBy(AgentKey.generate()).sign())
                .expect(401);
        double replayedBefore = sample(replayed);
        double forgedBefore = sample(forged);
        realm.tokens().clientCredentials(assertion).expect(401);
        assertThat(sample(replayed)).isEqualTo(replayedBefore + 1);
        assertThat(sample(forged)).isEqualTo(forgedBefore);
    }

    @Test
    void countsTheSnapshotsInMemory() {
        agent.requestToken().expect(200);
        assertThat(sample("keycloak_aim_agent_snapshots")).isPositive();
    }

    /** The value of a metric on the management port. */
    private double sample(String name) {
        String metrics =
                JsonHttp.get(keycloak.managementUrl() + "/metrics").expect(200).text();
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + "(?:\\{\\})? (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics);
        assertThat(line.find()).as(name + " in the metrics").isTrue();
        return Double.parseDouble(line.group(1));
    }
}
