package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is decided at the same time is decided once. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityConcurrencyIT {

    private final CapabilityRealm capabilities;
    private final TestRealm realm;

    CapabilityConcurrencyIT(TestRealm realm) {
        this.capabilities = CapabilityRealm.of(realm);
        this.realm = realm;
    }

    @Test
    void aTypeIsGrantedOrRemovedAndNeverBoth() {
        for (int round = 0; round < 5; round++) {
            String name = "racing:round-" + round;
            String type = realm.aimPath("/capability-types/" + name);
            realm.admin()
                    .post(
                            realm.aimPath("/capability-types"),
                            Json.object().put("name", name).put("risk", "low"))
                    .expect(201);
            TestAgent agent = capabilities.agent();

            CompletableFuture<Reply> granting = CompletableFuture.supplyAsync(
                    () -> capabilities.grant(agent, Json.object().put("capability", name)));
            CompletableFuture<Reply> removing =
                    CompletableFuture.supplyAsync(() -> realm.admin().delete(type));

            boolean granted = granting.join().expect(201, 400).status() == 201;
            boolean removed = removing.join().expect(204, 409).status() == 204;
            assertThat(granted).isNotEqualTo(removed);
            assertThat(capabilities.grants(agent)).hasSize(granted ? 1 : 0);
        }
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
    void ofManyWhoAskAtOnceOneRequestRemains() {
        for (int round = 0; round < 5; round++) {
            TestAgent agent = capabilities.agent();
            String token = agent.accessToken();
            ObjectNode body = Json.object().put("capability", "db:write");
            List<CompletableFuture<Reply>> asking = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                asking.add(CompletableFuture.supplyAsync(
                        () -> capabilities.as(token, "POST", "/agents/me/capability-requests", body)));
            }

            assertThat(asking.stream().map(CompletableFuture::join).map(Reply::status))
                    .containsExactlyInAnyOrder(201, 409, 409, 409);
            assertThat(capabilities.pending(agent)).hasSize(1);
        }
    }

    @Test
    void anApprovalAndTheEndOfTheAgentDoNotCross() {
        for (int round = 0; round < 5; round++) {
            TestAgent agent = capabilities.agent();
            String id = capabilities.asked(agent, "db:write");
            CompletableFuture<Reply> approval = CompletableFuture.supplyAsync(
                    () -> capabilities.decide(capabilities.decider(), id, "approve", Json.object()));
            CompletableFuture<Reply> end = CompletableFuture.supplyAsync(() ->
                    realm.admin().post(agent.adminPath("/revoke"), Json.object().put("reason", "test")));

            end.join().expect(200);
            boolean approved = approval.join().expect(200, 409).status() == 200;

            assertThat(capabilities.pending(agent)).isEmpty();
            assertThat(capabilities.grants(agent)).hasSize(approved ? 1 : 0);
        }
    }
}
