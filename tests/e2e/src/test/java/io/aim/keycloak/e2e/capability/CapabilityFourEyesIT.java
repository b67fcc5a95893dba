package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nobody decides on what they asked for themselves, by whatever door. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityFourEyesIT {

    private final CapabilityRealm capabilities;
    private final TestRealm realm;

    CapabilityFourEyesIT(TestRealm realm) {
        this.capabilities = CapabilityRealm.of(realm);
        this.realm = realm;
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
    void anAdministratingAgentDoesNotDecideOnWhatWasAskedForIt() {
        TestAgent agent = capabilities.promoted(capabilities.agent());
        String byItself = capabilities.asked(agent, "db:write");
        String byAnAdministrator = realm.admin()
                .post(agent.adminPath("/capability-requests"), Json.object().put("capability", "db:admin"))
                .expect(201)
                .body()
                .path("id")
                .asText();

        for (String request : List.of(byItself, byAnAdministrator)) {
            for (String decision : List.of("approve", "reject")) {
                Reply reply = capabilities.administer(
                        agent.accessToken(),
                        "POST",
                        "/capability-requests/" + request + "/" + decision,
                        "reject".equals(decision) ? Json.object().put("reason", "no") : Json.object());
                assertThat(CapabilityRealm.error(reply.expect(403))).isEqualTo("own_request");
            }
        }
        assertThat(capabilities.pending(agent)).hasSize(2);
    }

    @Test
    void whoAskedAtOneDoorDoesNotDecideAtTheOther() {
        TestRealm.User boss = realm.createUser("boss", "aim-manage", "manage-clients", "view-clients");
        TestAgent agent = TestAgent.verified(realm, "agent-of-a-boss", boss, boss);
        String request = capabilities
                .as(
                        SimpleClient.create(realm, "portal").tokenOf(boss),
                        "POST",
                        "/agents/" + agent.id() + "/capability-requests",
                        Json.object().put("capability", "db:write"))
                .expect(201)
                .body()
                .path("id")
                .asText();

        assertThat(CapabilityRealm.error(capabilities
                        .decide(realm.adminAs(boss), request, "approve", Json.object())
                        .expect(403)))
                .isEqualTo("own_request");
    }

    @Test
    void whoMadeAKeyDoesNotDecideOnWhatItsHolderDeclares() {
        ObjectNode key = Json.object().put("name", "registration");
        key.putArray("scopes").add("agents:write");
        String secret = capabilities
                .decider()
                .post(realm.aimPath("/api-keys"), key)
                .expect(201)
                .body()
                .path("key")
                .asText();
        AgentKey pair = AgentKey.generate();
        ObjectNode body = Json.object().put("name", "registered-by-key");
        body.set("publicKey", pair.publicJwk());
        body.putArray("declaredCapabilities").add("db:admin");
        String id = capabilities
                .as(secret, "POST", "/agents", body)
                .expect(201)
                .body()
                .path("id")
                .asText();
        TestAgent agent = new TestAgent(realm, id, "registered-by-key", pair);
        String request = capabilities.pendingId(agent, "db:admin");

        assertThat(CapabilityRealm.error(capabilities
                        .decide(capabilities.decider(), request, "approve", Json.object())
                        .expect(403)))
                .isEqualTo("own_request");
        capabilities.decide(realm.admin(), request, "approve", Json.object()).expect(200);
    }
}
