package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
        JsonNode pending = capabilities.pending(agent);
        assertThat(CapabilityRealm.texts(pending, "capability")).containsExactlyInAnyOrder("db:read", "home:made");
        String id = idOf(pending, "db:read");
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
                                idOf(capabilities.pending(agent), "home:made"),
                                "approve",
                                Json.object())
                        .status())
                .isEqualTo(400);
        assertThat(capabilities.actions(agent)).contains("capability.requested", "capability.request.approved");
    }

    private static String idOf(JsonNode requests, String capability) {
        return requests.valueStream()
                .filter(request -> capability.equals(request.path("capability").asText()))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    @Test
    void aMonitoringRealmGrantsWhatIsDeclared() {
        other.realm()
                .admin()
                .put(other.realm().aimPath("/settings"), Json.object().put("capabilityMode", "monitoring"))
                .expect(204);
        other.realm()
                .admin()
                .put(other.realm().aimPath("/settings"), Json.object().put("capabilityMode", "lax"))
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
    void whoAskedDoesNotDecide() {
        TestAgent agent = capabilities.agent();
        String byAdmin = capabilities
                .decider()
                .post(agent.adminPath("/capability-requests"), Json.object().put("capability", "db:write"))
                .expect(201)
                .body()
                .path("id")
                .asText();

        for (String decision : List.of("approve", "reject")) {
            assertThat(CapabilityRealm.error(capabilities
                            .decide(
                                    capabilities.decider(),
                                    byAdmin,
                                    decision,
                                    "reject".equals(decision) ? Json.object().put("reason", "no") : Json.object())
                            .expect(403)))
                    .isEqualTo("own_request");
        }
        capabilities.decide(realm.admin(), byAdmin, "withdraw", Json.object()).expect(403);
        capabilities
                .decide(realm.admin(), byAdmin, "reject", Json.object().put("reason", "no need"))
                .expect(200);
        assertThat(capabilities.grants(agent)).isEmpty();
    }

    @Test
    void thoseWhoAnswerForAnAgentAskForItAndNobodyElse() {
        realm.admin()
                .post(
                        realm.adminPath("/clients"),
                        Map.of("clientId", "people", "publicClient", true, "directAccessGrantsEnabled", true))
                .expect(201);
        TestAgent agent = capabilities.agent();
        String path = "/agents/" + agent.id() + "/capability-requests";
        ObjectNode body = Json.object().put("capability", "db:write");
        String stranger = tokenOf(realm.createUser("stranger"));

        JsonNode asked = capabilities
                .as(tokenOf(capabilities.owner()), "POST", path, body)
                .expect(201)
                .body();

        assertThat(asked.path("requestedBy").path("id").asText())
                .isEqualTo(capabilities.owner().id());
        capabilities.as(stranger, "POST", path, body).expect(404);
        capabilities.as(stranger, "GET", path, null).expect(404);
        capabilities.as(capabilities.agent().accessToken(), "POST", path, body).expect(404);
        assertThat(capabilities.pending(agent)).hasSize(1);
    }

    private String tokenOf(TestRealm.User user) {
        return JsonHttp.form(
                        realm.keycloak().tokenEndpoint(realm.name()),
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "people",
                                "username",
                                user.username(),
                                "password",
                                user.password()),
                        Map.of())
                .expect(200)
                .body()
                .path("access_token")
                .asText();
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
    void ofTwoDecisionsAtOnceOneCounts() {
        for (int round = 0; round < 5; round++) {
            TestAgent agent = capabilities.agent();
            String id = capabilities.asked(agent, "db:write");
            List<CompletableFuture<Reply>> decisions = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                decisions.add(CompletableFuture.supplyAsync(
                        () -> capabilities.decide(capabilities.decider(), id, "approve", Json.object())));
                decisions.add(CompletableFuture.supplyAsync(() -> capabilities.decide(
                        realm.admin(), id, "reject", Json.object().put("reason", "no"))));
            }

            List<Integer> statuses = decisions.stream()
                    .map(CompletableFuture::join)
                    .map(Reply::status)
                    .toList();

            assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
            boolean approved = statuses.get(0) == 200 || statuses.get(2) == 200;
            assertThat(capabilities.grants(agent)).hasSize(approved ? 1 : 0);
        }
    }

    @Test
    void whatBelongsToAnotherRealmDoesNotExist() {
        TestAgent agent = capabilities.agent();
        String request = capabilities.asked(agent, "db:write");
        String grant = capabilities.granted(agent, "db:read");
        TestAgent foreign = other.agent();

        for (String decision : List.of("approve", "reject", "withdraw")) {
            other.decide(realm.admin(), request, decision, Json.object()).expect(404);
        }
        realm.admin()
                .post(
                        other.realm().aimPath("/agents/" + agent.id() + "/capabilities"),
                        Json.object().put("capability", "db:read"))
                .expect(404);
        realm.admin().delete(foreign.adminPath("/capabilities/" + grant)).expect(404);
        assertThat(realm.admin()
                        .get(other.realm().aimPath("/capability-requests?agent=" + agent.id()))
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt(-1))
                .isZero();
        assertThat(capabilities.pending(agent)).hasSize(1);
        assertThat(capabilities.grants(agent)).hasSize(1);
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
