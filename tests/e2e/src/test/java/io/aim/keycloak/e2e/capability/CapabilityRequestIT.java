package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody asks for a capability, and somebody else decides. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityRequestIT {

    private final CapabilityRealm capabilities;
    private final TestRealm realm;
    private final CapabilityRealm other;

    CapabilityRequestIT(TestRealm realm) {
        this.capabilities = CapabilityRealm.of(realm);
        this.realm = realm;
        this.other = CapabilityRealm.of(TestRealm.create(realm.keycloak(), "other"));
    }

    @AfterAll
    void dropOtherRealm() {
        other.realm().close();
    }

    @Test
    void whatIsDeclaredIsAskedForAndNotGranted() {
        TestAgent agent = capabilities.declaring("db:read", "home:made");

        assertThat(capabilities.grants(agent)).isEmpty();
        assertThat(CapabilityRealm.texts(capabilities.pending(agent), "capability"))
                .containsExactlyInAnyOrder("db:read", "home:made");
        String id = capabilities.pendingId(agent, "db:read");
        assertThat(CapabilityRealm.error(capabilities
                        .decide(realm.admin(), id, "approve", Json.object())
                        .expect(403)))
                .isEqualTo("own_request");
        capabilities
                .decide(capabilities.decider(), id, "approve", Json.object())
                .expect(200);
        assertThat(CapabilityRealm.texts(capabilities.grants(agent), "capability"))
                .containsExactly("db:read");
        assertThat(capabilities
                        .decide(
                                capabilities.decider(),
                                capabilities.pendingId(agent, "home:made"),
                                "approve",
                                Json.object())
                        .status())
                .isEqualTo(400);
        assertThat(capabilities.actions(agent)).contains("capability.requested", "capability.request.approved");
    }

    @Test
    void whatIsDeclaredLaterIsAskedForOnce() {
        TestAgent agent = capabilities.declaring("db:read");
        capabilities.granted(agent, "db:query");
        ObjectNode change = Json.object();
        change.putArray("declaredCapabilities").add("db:read").add("db:query").add("file:read");

        for (int times = 0; times < 2; times++) {
            realm.admin().put(agent.adminPath(""), change).expect(204);
        }

        assertThat(CapabilityRealm.texts(capabilities.pending(agent), "capability"))
                .containsExactlyInAnyOrder("db:read", "file:read");
        assertThat(CapabilityRealm.texts(capabilities.grants(agent), "capability"))
                .containsExactly("db:query");
    }

    @Test
    void aMonitoringRealmGrantsWhatIsDeclared() {
        other.realm()
                .admin()
                .put(other.realm().aimPath("/settings"), Json.object().put("enforcementMode", "monitoring"))
                .expect(204);
        other.realm()
                .admin()
                .put(other.realm().aimPath("/settings"), Json.object().put("enforcementMode", "lax"))
                .expect(400);

        TestAgent agent = other.declaring("db:read", "home:made");

        assertThat(CapabilityRealm.texts(other.grants(agent), "capability")).containsExactly("db:read");
        assertThat(CapabilityRealm.texts(other.pending(agent), "capability")).containsExactly("home:made");
    }

    @Test
    void anApprovalMayNarrowAndNeverWiden() {
        TestAgent agent = capabilities.agent();
        ObjectNode body = Json.object()
                .put("capability", "file:read")
                .put("reason", "the report")
                .put("ttlSeconds", 600);
        body.putArray("resources").add("reports/*");
        String id = capabilities.ask(agent, body).expect(201).body().path("id").asText();
        ObjectNode wider = Json.object();
        wider.putArray("resources").add("reports/**");
        ObjectNode longer = Json.object().put("ttlSeconds", 601);
        ObjectNode narrower = Json.object().put("ttlSeconds", 60).put("executionMode", "notify");
        narrower.putArray("resources").add("reports/2027*");

        for (ObjectNode refused : List.of(wider, longer)) {
            assertThat(CapabilityRealm.error(capabilities
                            .decide(capabilities.decider(), id, "approve", refused)
                            .expect(400)))
                    .isEqualTo("wider_than_asked");
        }
        JsonNode grant = capabilities
                .decide(capabilities.decider(), id, "approve", narrower)
                .expect(200)
                .body();

        assertThat(grant.path("resources").path(0).asText()).isEqualTo("reports/2027*");
        assertThat(grant.path("requestId").asText()).isEqualTo(id);
        assertThat(Instant.parse(grant.path("expiresAt").asText()))
                .isBefore(Instant.now().plusSeconds(61));
        assertThat(CapabilityRealm.error(capabilities
                        .decide(capabilities.decider(), id, "approve", Json.object())
                        .expect(409)))
                .isEqualTo("request_decided");
    }

    @Test
    void thoseWhoAnswerForAnAgentAskForItAndNobodyElse() {
        SimpleClient people = SimpleClient.create(realm, "people");
        TestAgent agent = capabilities.agent();
        String path = "/agents/" + agent.id() + "/capability-requests";
        ObjectNode body = Json.object().put("capability", "db:write");
        String stranger = people.tokenOf(realm.createUser("stranger"));

        JsonNode asked = capabilities
                .as(people.tokenOf(capabilities.owner()), "POST", path, body)
                .expect(201)
                .body();

        assertThat(asked.path("requestedBy").path("id").asText())
                .isEqualTo(capabilities.owner().id());
        capabilities.as(stranger, "POST", path, body).expect(404);
        capabilities.as(stranger, "GET", path, null).expect(404);
        capabilities.as(capabilities.agent().accessToken(), "POST", path, body).expect(404);
        assertThat(capabilities.pending(agent)).hasSize(1);
    }

    @Test
    void whatWaitsIsNotAskedForAgain() {
        TestAgent agent = capabilities.agent();
        String id = capabilities.asked(agent, "db:write");
        ObjectNode again = Json.object().put("capability", "db:write").put("reason", "in a hurry");

        for (Reply refused : List.of(
                capabilities.ask(agent, again), realm.admin().post(agent.adminPath("/capability-requests"), again))) {
            refused.expect(409);
            assertThat(refused.body()
                            .path(refused.body().has("code") ? "code" : "error")
                            .asText())
                    .isEqualTo("capability_request_pending");
            assertThat(refused.summary()).contains(id);
        }
        capabilities.asked(agent, "db:query");

        capabilities
                .decide(capabilities.decider(), id, "reject", Json.object().put("reason", "no"))
                .expect(200);
        assertThat(capabilities.asked(agent, "db:write")).isNotEqualTo(id);
    }

    @Test
    void theRequesterTakesARequestBack() {
        TestAgent agent = capabilities.agent();
        String id = capabilities.asked(agent, "db:write");
        String path = "/agents/me/capability-requests/" + id + "/withdraw";

        assertThat(capabilities
                        .as(capabilities.agent().accessToken(), "POST", path, null)
                        .status())
                .isEqualTo(404);
        capabilities.as(agent.accessToken(), "POST", path, null).expect(200);
        capabilities.as(agent.accessToken(), "POST", path, null).expect(409);
        capabilities
                .decide(capabilities.decider(), id, "approve", Json.object())
                .expect(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke", "compromised"})
    void whatWasAskedForAStoppedAgentIsVoid(String action) {
        TestAgent agent = capabilities.agent();
        String id = capabilities.asked(agent, "db:write");

        realm.admin()
                .post(agent.adminPath("/" + action), Json.object().put("reason", "test"))
                .expect(200);

        assertThat(capabilities.pending(agent)).isEmpty();
        capabilities
                .decide(capabilities.decider(), id, "approve", Json.object())
                .expect(409);
        assertThat(capabilities.actions(agent)).contains("capability.request.withdrawn");
    }

    @Test
    void aListIsReadInPages() {
        TestAgent agent = capabilities.declaring("db:read", "db:write", "db:query");
        JsonNode first = realm.admin()
                .get(agent.adminPath("/capability-requests?max=2"))
                .expect(200)
                .body();
        JsonNode second = realm.admin()
                .get(agent.adminPath(
                        "/capability-requests?max=2&after=" + first.path("next").asText()))
                .expect(200)
                .body();

        assertThat(first.path("total").asInt()).isEqualTo(3);
        List<String> all = new ArrayList<>(CapabilityRealm.texts(first.path("items"), "capability"));
        all.addAll(CapabilityRealm.texts(second.path("items"), "capability"));
        assertThat(all).containsExactlyInAnyOrder("db:read", "db:write", "db:query");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void nothingIsLeftOfARemovedAgent() throws Exception {
        TestAgent agent = capabilities.declaring("db:read");
        capabilities.granted(agent, "db:write");

        realm.admin().delete(agent.adminPath("")).expect(204);

        for (String table : List.of("AIM_CAPABILITY_GRANT", "AIM_CAPABILITY_REQUEST")) {
            assertThat(realm.keycloak()
                            .jdbc()
                            .number("select count(*) from " + table + " where AGENT_ID = ?", agent.id()))
                    .isZero();
        }
    }
}
