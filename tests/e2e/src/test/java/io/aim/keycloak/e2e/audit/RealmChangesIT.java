package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Keycloak's own administration changes of agents, AIM roles and the realm's security is in the trail. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealmChangesIT {

    private final TestRealm realm;
    private final AuditRealm audit;

    RealmChangesIT(TestRealm realm) {
        this.realm = realm;
        this.audit = AuditRealm.of(realm);
    }

    private JsonNode newest(String action) {
        return audit.events("action=" + action).get(0);
    }

    @Test
    void setUpAndItsPoliciesAreTheFirstEvents() {
        assertThat(audit.events("").stream()
                        .map(event -> event.path("action").asText())
                        .distinct())
                .endsWith("realm.setup", "policy.created");
    }

    @Test
    void aChangeOfAnAgentsClient() {
        TestAgent agent = audit.agent();
        String uuid = realm.clientUuid(agent.name());
        ObjectNode client = (ObjectNode) realm.admin()
                .get(realm.adminPath("/clients/" + uuid))
                .expect(200)
                .body();
        realm.admin()
                .put(realm.adminPath("/clients/" + uuid), client.put("description", "changed in the console"))
                .expect(204);

        JsonNode event = newest("client.changed");
        assertThat(event.path("target").path("id").asText()).isEqualTo(uuid);
        assertThat(event.path("details").path("agent").asText()).isEqualTo(agent.id());
        assertThat(event.path("actor").path("name").asText()).isEqualTo("admin");
    }

    @Test
    void aGrantOfAnAimRole() {
        TestRealm.User auditor = realm.createUser("auditor-to-be", "aim-auditor");

        JsonNode event = newest("role.changed");
        assertThat(event.path("target").path("kind").asText()).isEqualTo("user");
        assertThat(event.path("target").path("id").asText()).isEqualTo(auditor.id());
        assertThat(event.path("target").path("name").asText()).isEqualTo("auditor-to-be");
        assertThat(event.path("details").path("operation").asText()).isEqualTo("create");
    }

    @Test
    void aSecuritySettingOfTheRealmWithoutItsValue() {
        realm.admin()
                .put(realm.adminPath(""), Json.object().put("accessTokenLifespan", 77))
                .expect(204);

        JsonNode event = newest("realm.security.changed");
        assertThat(event.path("target").path("name").asText()).isEqualTo(realm.name());
        assertThat(event.path("details").path("resource_type").asText()).isEqualTo("REALM");
        assertThat(event.path("details").toString()).doesNotContain("77");
    }

    @Test
    void theRemovalOfAnOwner() {
        TestRealm.User leaver = realm.createUser("leaver");
        TestAgent agent = TestAgent.register(realm, "left-behind", leaver, audit.sponsor());
        realm.admin().delete(realm.adminPath("/users/" + leaver.id())).expect(204);

        JsonNode event = newest("agent.person.lost");
        assertThat(event.path("target").path("id").asText()).isEqualTo(agent.id());
        assertThat(event.path("details").path("owner").asText()).isEqualTo(leaver.id());
    }

    @Test
    void ordinaryAdministrationIsNotMirrored() {
        int before = audit.events("").size();
        realm.admin()
                .post(realm.adminPath("/clients"), Json.object().put("clientId", "ordinary"))
                .expect(201);
        realm.createUser("ordinary");
        assertThat(audit.events("")).hasSize(before);
    }

    @Test
    void aRealmThatIsNotAgentReadyLeavesNoTrail() throws Exception {
        try (TestRealm stock = TestRealm.create(realm.keycloak(), "stock")) {
            stock.admin()
                    .put(stock.adminPath(""), Json.object().put("accessTokenLifespan", 78))
                    .expect(204);
            String id = stock.admin()
                    .get(stock.adminPath(""))
                    .expect(200)
                    .body()
                    .path("id")
                    .asText();
            assertThat(realm.keycloak().jdbc().number("select count(*) from AIM_AUDIT_EVENT where REALM_ID = ?", id))
                    .isZero();
        }
    }
}
