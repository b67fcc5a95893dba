package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters of the list of agents. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentListIT {
    private final Keycloak keycloak;
    private final AgentRealm agents;
    private TestRealm.User otherOwner;

    AgentListIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.agents = AgentRealm.of(realm);
    }

    @BeforeAll
    void registerThem() throws SQLException {
        assertThat(list("")).as("an empty realm").isEmpty();
        otherOwner = agents.realm().createUser("other-owner");
        register("weather", "ai_agent", "Weather of 100% of the world");
        register("we_ther", "service", null);
        register("mail.reader", "mcp_client", "Weather by mail");
        register("db-writer", "workflow", "back\\slash");
        agents.register(agents.registration("foreign")
                        .put("owner", otherOwner.id())
                        .put("sponsor", otherOwner.id()))
                .expect(201);
        TestAgent verified = TestAgent.verified(agents.realm(), "verified-one", agents.owner(), agents.sponsor());
        agents.act(TestAgent.verified(agents.realm(), "suspended-one", agents.owner(), agents.sponsor()), "suspend")
                .expect(200);
        score(verified, "0.200");
        score(agentNamed("weather"), "0.500");
        score(agentNamed("db-writer"), "1.000");
        grant(agentNamed("weather"), "db:read");
        grant(agentNamed("mail.reader"), "db:read");
        grant(agentNamed("mail.reader"), "mail:send");
    }

    private void register(String name, String type, String displayName) {
        var body = agents.registration(name).put("type", type).put("displayName", displayName);
        body.putArray("declaredCapabilities").add("file:read");
        agents.register(body).expect(201);
    }

    private String agentNamed(String name) {
        return StreamSupport.stream(page("").path("items").spliterator(), false)
                .filter(agent -> name.equals(agent.path("name").asText()))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    private void score(TestAgent agent, String score) throws SQLException {
        score(agent.id(), score);
    }

    private void score(String agentId, String score) throws SQLException {
        assertThat(keycloak.jdbc()
                        .update("update AIM_AGENT set TRUST_SCORE = ? where ID = ?", new BigDecimal(score), agentId))
                .isEqualTo(1);
    }

    private void grant(String agentId, String capability) throws SQLException {
        keycloak.jdbc()
                .update(
                        "insert into AIM_CAPABILITY_GRANT (ID, REALM_ID, AGENT_ID, CAPABILITY, GRANTED_AT)"
                                + " values (?, ?, ?, ?, 1)",
                        UUID.randomUUID().toString(),
                        agents.realmId(),
                        agentId,
                        capability);
    }

    @Test
    void withoutFiltersEverybodyInTheOrderOfTheirNames() {
        JsonNode page = page("");

        assertThat(AgentRealm.texts(page.path("items"), "name"))
                .containsExactlyInAnyOrder(
                        "weather", "we_ther", "mail.reader", "db-writer", "foreign", "verified-one", "suspended-one");
        assertThat(page.path("total").asInt()).isEqualTo(7);
        assertThat(page.path("totalIsEstimate").asBoolean(true)).isFalse();
        assertThat(page.has("next")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "search=weather           | weather,mail.reader",
                "search=WEATHER           | weather,mail.reader",
                "search=reader            | mail.reader",
                "search=nothing-like-it   | ''",
                "search=%25               | weather",
                "search=_                 | we_ther",
                "search=we_ther           | we_ther",
                "search=%5C               | db-writer",
                "search=back%5Cslash      | db-writer",
                "search=%27%20or%20%271%27%3D%271 | ''",
                "search=%27%3B%20drop%20table%20AIM_AGENT%3B%20-- | ''",
                "status=pending           | weather,we_ther,mail.reader,db-writer,foreign",
                "status=verified          | verified-one",
                "status=suspended         | suspended-one",
                "status=revoked           | ''",
                "type=service             | we_ther",
                "type=mcp_client          | mail.reader",
                "owner=other-owner        | foreign",
                "sponsor=other-owner      | foreign",
                "owner=nobody             | ''",
                "owner=f:nobody           | ''",
                "owner=%27%20or%201%3D1   | ''",
                "trustBelow=0.5           | verified-one",
                "trustBelow=0.501         | verified-one,weather",
                "trustBelow=1             | verified-one,weather",
                "trustBelow=0             | ''",
                "capability=db:read       | weather,mail.reader",
                "capability=mail:send     | mail.reader",
                "capability=file:read     | ''",
                "capability=db:read&search=mail | mail.reader",
                "type=ai_agent&status=pending&owner=owner&trustBelow=0.6&capability=db:read | weather",
                "search=&status=&type=&owner=&sponsor=&capability=&trustBelow=&after=&max=1 | db-writer"
            })
    void filters(String query, String names) {
        List<String> expected = names.isEmpty() ? List.of() : List.of(names.split(",", -1));

        JsonNode page = page("?" + query);

        assertThat(AgentRealm.texts(page.path("items"), "name")).containsExactlyInAnyOrderElementsOf(expected);
        if (!query.contains("max=")) {
            assertThat(page.path("total").asInt()).isEqualTo(expected.size());
        }
    }

    @Test
    void filtersByTheIdsOfPeople() {
        assertThat(list("?owner=" + otherOwner.id())).containsExactly("foreign");
        assertThat(list("?sponsor=" + otherOwner.id())).containsExactly("foreign");
        assertThat(list("?owner=" + UUID.randomUUID())).isEmpty();
    }

    @Test
    void theEmptyListHasItsShape() {
        JsonNode page = page("?search=nothing-like-it");

        assertThat(page.path("items").isArray()).isTrue();
        assertThat(page.path("items")).isEmpty();
        assertThat(page.path("total").asInt(-1)).isZero();
        assertThat(page.path("totalIsEstimate").asBoolean(true)).isFalse();
        assertThat(page.has("next")).isFalse();
    }

    @Test
    void isBriefUnlessAskedOtherwise() {
        JsonNode brief = page("?search=mail.reader").path("items").path(0);
        JsonNode alsoBrief = page("?search=mail.reader&briefRepresentation=true")
                .path("items")
                .path(0);
        JsonNode full = page("?search=mail.reader&briefRepresentation=false")
                .path("items")
                .path(0);

        assertThat(brief.path("owner").path("username").asText()).isEqualTo("owner");
        assertThat(brief.has("keys")).isFalse();
        assertThat(brief.has("capabilities")).isFalse();
        assertThat(brief.has("declaredCapabilities")).isFalse();
        assertThat(brief.has("findings")).isFalse();
        assertThat(alsoBrief).isEqualTo(brief);
        assertThat(full.path("keys")).hasSize(1);
        assertThat(AgentRealm.texts(full.path("capabilities"))).containsExactlyInAnyOrder("db:read", "mail:send");
        assertThat(AgentRealm.texts(full.path("declaredCapabilities"))).containsExactly("file:read");
        assertThat(full)
                .isEqualTo(agents.realm()
                        .admin()
                        .get(agents.realm().aimPath("/agents/" + full.path("id").asText()))
                        .expect(200)
                        .body());
    }

    @ParameterizedTest
    @CsvSource({
        "max=0, max",
        "max=-1, max",
        "max=501, max",
        "max=ten, max",
        "max=99999999999, max",
        "after=%23%23%23, after",
        "after=VXBwZXIgY2FzZQ, after",
        "status=active, status",
        "status=VERIFIED, status",
        "type=robot, type",
        "trustBelow=1.001, trustBelow",
        "trustBelow=-0.1, trustBelow",
        "trustBelow=low, trustBelow",
        "trustBelow=1e999999999, trustBelow",
        "trustBelow=NaN, trustBelow",
        "capability=db, capability[0]"
    })
    void refusesWhatIsNoFilter(String query, String field) {
        JsonNode error = agents.realm()
                .admin()
                .get(agents.realm().aimPath("/agents?" + query))
                .expect(400)
                .body();

        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(error.path("error").asText()).isNotBlank();
    }

    @Test
    void refusesASearchWithoutEnd() {
        JsonNode error = agents.realm()
                .admin()
                .get(agents.realm().aimPath("/agents?search=" + "x".repeat(256)))
                .expect(400)
                .body();

        assertThat(error.path("field").asText()).isEqualTo("search");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "sponsor"})
    void aNulByteInAFilterIsNoServerError(String parameter) {
        agents.realm()
                .admin()
                .get(agents.realm().aimPath("/agents?" + parameter + "=a%00b"))
                .expect(200, 400);
    }

    @Test
    void aStrangeIdIsNotFound() {
        for (String id : List.of("%00", "a%00b", "x".repeat(300), "%27%20or%20%271%27%3D%271")) {
            agents.realm().admin().get(agents.realm().aimPath("/agents/" + id)).expect(400, 404);
        }
    }

    private JsonNode page(String query) {
        return agents.realm()
                .admin()
                .get(agents.realm().aimPath("/agents" + query))
                .expect(200)
                .body();
    }

    private List<String> list(String query) {
        return AgentRealm.texts(page(query).path("items"), "name");
    }
}
