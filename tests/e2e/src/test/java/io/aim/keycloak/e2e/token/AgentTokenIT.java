package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an agent's access token says. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentTokenIT {
    private final TokenRealm realm;
    private final JdbcAccess database;

    AgentTokenIT(Keycloak keycloak, TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        database = keycloak.jdbc();
    }

    /** The claims of a fresh token, after its signature was verified with the realm's published keys. */
    private JsonNode claims(TestAgent agent) {
        return realm.realm().verifier().verify(agent.accessToken());
    }

    private void grantCapability(TestAgent agent, String capability) {
        realm.realm()
                .admin()
                .post(agent.adminPath("/capabilities"), Map.of("capability", capability))
                .expect(201);
    }

    @Test
    void saysWhichAgentItBelongsTo() {
        TestAgent agent = realm.agent("identity-agent");
        JsonNode claims = claims(agent);
        assertThat(claims.path("agent_id").asText()).isEqualTo(agent.id());
        assertThat(claims.path("agent_name").asText()).isEqualTo(agent.name());
        assertThat(claims.path("agent_type").asText()).isEqualTo("ai_agent");
        assertThat(claims.path("azp").asText()).isEqualTo(agent.name());
        assertThat(claims.path("sub").asText()).isNotBlank().isNotEqualTo(agent.id());
    }

    @Test
    void saysWhoAnswersForTheAgent() {
        JsonNode claims = claims(realm.agent("accountable-agent"));
        assertThat(claims.path("agent_owner").asText()).isEqualTo(realm.owner().id());
        assertThat(claims.path("agent_sponsor").asText())
                .isEqualTo(realm.sponsor().id());
    }

    @Test
    void namesTheNewOwnerInTheNextToken() {
        TestAgent agent = realm.agent("handed-over-agent");
        assertThat(claims(agent).path("agent_owner").asText())
                .isEqualTo(realm.owner().id());
        realm.change(agent, Map.of("owner", realm.sponsor().id()));
        assertThat(claims(agent).path("agent_owner").asText())
                .isEqualTo(realm.sponsor().id());
    }

    @Test
    void namesNoOwnerWhoWasDeleted() {
        TestAgent agent = realm.agent("orphaned-agent");
        TestRealm.User leaver = realm.realm().createUser("lea-leaver");
        realm.change(agent, Map.of("owner", leaver.id()));
        assertThat(claims(agent).path("agent_owner").asText()).isEqualTo(leaver.id());
        realm.realm()
                .admin()
                .delete(realm.realm().adminPath("/users/" + leaver.id()))
                .expect(204);
        assertThat(claims(agent).has("agent_owner")).isFalse();
        assertThat(claims(agent).path("agent_sponsor").asText())
                .isEqualTo(realm.sponsor().id());
    }

    @Test
    void listsNoCapabilityThatIsOnlyDeclared() {
        TestAgent agent = realm.agent("declaring-agent");
        realm.change(agent, Map.of("declaredCapabilities", List.of("db:read")));
        JsonNode capabilities = claims(agent).path("capabilities");
        assertThat(capabilities.isArray()).isTrue();
        assertThat(capabilities).isEmpty();
    }

    @Test
    void listsGrantedCapabilitiesInOrder() {
        TestAgent agent = realm.agent("capable-agent");
        grantCapability(agent, "mcp:tool_use");
        grantCapability(agent, "db:read");
        assertThat(claims(agent).path("capabilities").valueStream().map(JsonNode::asText))
                .containsExactly("db:read", "mcp:tool_use");
    }

    @Test
    void hasNoTrustScoreWhileTheAgentIsNotEvaluated() {
        assertThat(claims(realm.agent("unrated-agent")).has("trust_score")).isFalse();
    }

    @Test
    void hasTheTrustScoreAsANumber() throws SQLException {
        TestAgent agent = realm.agent("rated-agent");
        assertThat(database.update("update AIM_AGENT set TRUST_SCORE = 0.875 where ID = ?", agent.id()))
                .isEqualTo(1);
        realm.reread(agent);
        JsonNode score = claims(agent).path("trust_score");
        assertThat(score.isNumber()).isTrue();
        assertThat(score.decimalValue()).isEqualByComparingTo(new BigDecimal("0.875"));
    }

    @Test
    void showsChangesOfTheTypeAtOnce() {
        TestAgent agent = realm.agent("retyped-agent");
        realm.change(agent, Map.of("type", "workflow"));
        assertThat(claims(agent).path("agent_type").asText()).isEqualTo("workflow");
    }

    @Test
    void leavesThePeopleOutWhereTheRealmSaysSo() {
        TestAgent agent = realm.agent("discreet-agent");
        setMapperOption("aim-agent-identity-mapper", "aim.include-people", "false");
        try {
            JsonNode claims = claims(agent);
            assertThat(claims.path("agent_id").asText()).isEqualTo(agent.id());
            assertThat(claims.has("agent_owner")).isFalse();
            assertThat(claims.has("agent_sponsor")).isFalse();
        } finally {
            setMapperOption("aim-agent-identity-mapper", "aim.include-people", "true");
        }
    }

    @Test
    void usesTheRealmsOwnClaimName() {
        TestAgent agent = realm.agent("renaming-agent");
        setMapperOption("aim-capabilities-mapper", "claim.name", "may");
        try {
            JsonNode claims = claims(agent);
            assertThat(claims.path("may").isArray()).isTrue();
            assertThat(claims.has("capabilities")).isFalse();
        } finally {
            setMapperOption("aim-capabilities-mapper", "claim.name", "capabilities");
        }
    }

    @Test
    void isTakenByTheServerItself() {
        TestAgent agent = realm.agent("self-aware-agent");
        JsonNode me = JsonHttp.get(realm.realm().runtimeUrl("/me"), agent.accessToken())
                .expect(200)
                .body();
        assertThat(me.path("id").asText()).isEqualTo(agent.id());
    }

    private void setMapperOption(String type, String option, String value) {
        JsonNode scope = only(
                realm.realm()
                        .admin()
                        .get(realm.realm().adminPath("/client-scopes"))
                        .expect(200)
                        .body(),
                "name",
                "aim");
        String mappers =
                realm.realm().adminPath("/client-scopes/" + scope.path("id").asText() + "/protocol-mappers/models");
        ObjectNode mapper =
                (ObjectNode) only(realm.realm().admin().get(mappers).expect(200).body(), "protocolMapper", type);
        ((ObjectNode) mapper.path("config")).put(option, value);
        realm.realm()
                .admin()
                .put(mappers + "/" + mapper.path("id").asText(), mapper)
                .expect(204);
    }

    private static JsonNode only(JsonNode list, String field, String value) {
        List<JsonNode> found = list.valueStream()
                .filter(node -> value.equals(node.path(field).asText()))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
