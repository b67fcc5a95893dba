package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents get other owners and sponsors: by offer and acceptance, or by force. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentTransferIT {

    private static final String APPLICATION = "people-s-application";

    private final AgentRealm agents;
    private final TestRealm.User heir;

    AgentTransferIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
        this.heir = realm.createUser("heir");
        realm.admin()
                .post(
                        realm.adminPath("/clients"),
                        Map.of("clientId", APPLICATION, "publicClient", true, "directAccessGrantsEnabled", true))
                .expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "sponsor"})
    void anOfferThatIsAcceptedChangesThePerson(String role) {
        TestAgent agent = agents.verified();

        JsonNode offered = offer(agent, role, "heir").expect(200).body();

        assertThat(offered.path(role).path("id").asText()).isNotEqualTo(heir.id());
        assertThat(offered.path("transfers").path(0).path("role").asText()).isEqualTo(role);
        assertThat(offered.path("transfers").path(0).path("to").path("username").asText())
                .isEqualTo("heir");
        assertThat(AgentRealm.texts(offers(heir), "agentId")).contains(agent.id());
        answer(heir, agent, role, "accept").expect(204);
        JsonNode after = agents.read(agent);
        assertThat(after.path(role).path("id").asText()).isEqualTo(heir.id());
        assertThat(after.path("transfers")).isEmpty();
        assertThat(actions(agent)).contains("agent.transfer.offered", "agent.transfer.accepted");
        answer(heir, agent, role, "accept").expect(404);
    }

    @Test
    void anOfferThatIsDeclinedChangesNothing() {
        TestAgent agent = agents.verified();
        offer(agent, "owner", "heir").expect(200);

        answer(heir, agent, "owner", "decline").expect(204);

        JsonNode after = agents.read(agent);
        assertThat(after.path("owner").path("id").asText())
                .isEqualTo(agents.owner().id());
        assertThat(after.path("transfers")).isEmpty();
        answer(heir, agent, "owner", "accept").expect(404);
    }

    @Test
    void anOfferCanBeTakenBackAndReplaced() {
        TestAgent agent = agents.verified();
        offer(agent, "owner", "heir").expect(200);
        JsonNode replaced = offer(agent, "owner", "sponsor").expect(200).body();
        assertThat(replaced.path("transfers")).hasSize(1);
        answer(heir, agent, "owner", "accept").expect(404);

        agents.realm().admin().delete(agent.adminPath("/transfer/owner")).expect(200);

        answer(agents.sponsor(), agent, "owner", "accept").expect(404);
        agents.realm().admin().delete(agent.adminPath("/transfer/owner")).expect(404);
    }

    @Test
    void anOfferThatRanOutCannotBeAccepted() throws SQLException {
        TestAgent agent = agents.verified();
        offer(agent, "owner", "heir").expect(200);
        agents.realm()
                .keycloak()
                .jdbc()
                .update("update AIM_AGENT_TRANSFER set EXPIRES_AT = 1 where AGENT_ID = ?", agent.id());

        assertThat(answer(heir, agent, "owner", "accept").status()).isIn(404, 409);
        assertThat(agents.read(agent).path("owner").path("id").asText())
                .isEqualTo(agents.owner().id());
    }

    @Test
    void anAdministratorTransfersByForce() {
        TestAgent agent = agents.verified();
        offer(agent, "sponsor", "owner").expect(200);

        JsonNode after = post(
                        agent,
                        Json.object()
                                .put("role", "sponsor")
                                .put("to", "heir")
                                .put("force", true)
                                .put("reason", "left the company"))
                .expect(200)
                .body();

        assertThat(after.path("sponsor").path("id").asText()).isEqualTo(heir.id());
        assertThat(after.path("transfers")).isEmpty();
        assertThat(actions(agent)).contains("agent.transferred");
    }

    @Test
    void whoeverWasNotAskedCannotAnswer() {
        TestAgent agent = agents.verified();
        offer(agent, "owner", "heir").expect(200);

        answer(agents.sponsor(), agent, "owner", "accept").expect(404);
        answer(agents.sponsor(), agent, "owner", "decline").expect(404);
        answer(heir, agent, "sponsor", "accept").expect(404);
        assertThat(answer(heir, agent, "king", "accept")
                        .expect(400)
                        .body()
                        .path("field")
                        .asText())
                .isEqualTo("role");
        assertThat(agents.read(agent).path("transfers")).hasSize(1);
    }

    @Test
    void anAgentAnswersNoOffersAndNeitherDoesAnybodyWithoutAToken() {
        TestAgent agent = agents.verified();
        String path = agents.realm().runtimeUrl("/transfers");

        JsonHttp.get(path).expect(401);
        assertThat(JsonHttp.get(path, agent.accessToken())
                        .expect(403)
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("not_a_user");
        JsonHttp.get(path, AgentRealm.forged(agent.accessToken())).expect(401);
    }

    @Test
    void theOwnerOffersTheOwnRoleOnly() {
        TestAgent agent = agents.verified();
        String path = "/transfers/" + agent.id();

        as(agents.owner(), path, Json.object().put("role", "owner").put("to", "heir"))
                .expect(204);
        as(agents.owner(), path, Json.object().put("role", "sponsor").put("to", "heir"))
                .expect(404);
        as(heir, path, Json.object().put("role", "owner").put("to", "heir")).expect(404);
        as(
                        agents.owner(),
                        path,
                        Json.object().put("role", "owner").put("to", "heir").put("force", true))
                .expect(403);
        answer(heir, agent, "owner", "accept").expect(204);
    }

    @ParameterizedTest
    @CsvSource({
        "role, king, 400, invalid_role",
        "to, nobody, 400, unknown_user",
        "to, '', 400, required",
        "to, owner, 409, already_owner",
        "reason, 7, 400, invalid_type",
        "surprise, x, 400, unknown_field"
    })
    void badInputNamesTheField(String field, String value, int status, String code) {
        ObjectNode body = Json.object().put("role", "owner").put("to", "heir");
        body.set(field, "7".equals(value) ? Json.tree(7) : Json.tree(value));

        Reply reply = post(agents.verified(), body).expect(status);

        assertThat(reply.body().path("error").asText()).isEqualTo(code);
        assertThat(reply.body().path("field").asText()).isEqualTo(field);
    }

    @Test
    void aDisabledUserIsNotAsked() {
        TestRealm.User leaver = agents.realm().createUser("leaver");
        agents.realm()
                .admin()
                .put(agents.realm().adminPath("/users/" + leaver.id()), Map.of("enabled", false))
                .expect(204);

        assertThat(offer(agents.verified(), "owner", "leaver")
                        .expect(400)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("user_disabled");
    }

    private Reply offer(TestAgent agent, String role, String to) {
        return post(agent, Json.object().put("role", role).put("to", to));
    }

    private Reply post(TestAgent agent, ObjectNode body) {
        return agents.realm().admin().post(agent.adminPath("/transfer"), body);
    }

    private JsonNode offers(TestRealm.User user) {
        return JsonHttp.get(agents.realm().runtimeUrl("/transfers"), token(user))
                .expect(200)
                .body();
    }

    private Reply answer(TestRealm.User user, TestAgent agent, String role, String answer) {
        return as(user, "/transfers/" + agent.id() + "/" + role + "/" + answer, null);
    }

    private Reply as(TestRealm.User user, String path, ObjectNode body) {
        return JsonHttp.send(
                "POST",
                agents.realm().runtimeUrl(path),
                Map.of("Authorization", "Bearer " + token(user), "Content-Type", "application/json"),
                body == null ? null : Json.bytes(body));
    }

    /** As an application gets it that people use to manage their own account. */
    private String token(TestRealm.User user) {
        return agents.realm()
                .tokens()
                .post(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        APPLICATION,
                        "username",
                        user.username(),
                        "password",
                        user.password()))
                .expect(200)
                .body()
                .path("access_token")
                .asText();
    }

    @Test
    void aTokenThatMayNotManageTheAccountAnswersNoOffers() {
        assertThat(JsonHttp.get(
                                agents.realm().runtimeUrl("/transfers"),
                                agents.realm().adminAs(heir).token())
                        .expect(403)
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("not_a_user");
    }

    private List<String> actions(TestAgent agent) {
        return AgentRealm.texts(
                agents.realm()
                        .admin()
                        .get(agents.realm().aimPath("/audit-logs?target=" + agent.id()))
                        .expect(200)
                        .body()
                        .path("items"),
                "action");
    }
}
