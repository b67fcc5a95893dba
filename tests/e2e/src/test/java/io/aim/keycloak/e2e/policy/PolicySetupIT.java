package io.aim.keycloak.e2e.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A realm begins with policies, and set-up never contradicts what its administrators made of them. */
@KeycloakTest
class PolicySetupIT {

    private TestRealm realm;
    private PolicyProbe policies;

    @BeforeEach
    void freshRealm(Keycloak keycloak) {
        realm = TestRealm.create(keycloak, "policies");
        policies = new PolicyProbe(realm);
    }

    @AfterEach
    void dropRealm() {
        realm.close();
    }

    private List<String> setUp() {
        return realm.admin()
                .post(realm.aimPath("/setup"))
                .expect(200)
                .body()
                .path("changes")
                .valueStream()
                .filter(change -> "policies".equals(change.path("item").asText()))
                .map(change -> change.path("detail").asText())
                .toList();
    }

    private JsonNode byName(String name) {
        return policies.all().stream()
                .filter(policy -> name.equals(policy.path("name").asText()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void setUpAddsTheDefaultsOnceAndSaysSo() {
        assertThat(setUp())
                .containsExactlyInAnyOrder(
                        "Actions without a grant",
                        "Very low trust",
                        "Low trust",
                        "Unusual activity",
                        "Data exfiltration",
                        "Configuration drift");

        assertThat(policies.names()).hasSize(6);
        assertThat(byName("Configuration drift").path("enabled").asBoolean()).isFalse();
        assertThat(policies.events("policy.created")).hasSize(6).allSatisfy(event -> {
            assertThat(event.path("details").path("cause").asText()).isEqualTo("setup");
            assertThat(event.path("actor").path("kind").asText()).isEqualTo("user");
        });
        assertThat(setUp()).isEmpty();
        assertThat(policies.names()).hasSize(6);
    }

    @Test
    void whatAnAdministratorRemovedOrChangedStaysSo() {
        setUp();
        realm.admin()
                .delete(policies.path(byName("Low trust").path("id").asText()))
                .expect(204);
        ObjectNode activity = (ObjectNode) byName("Unusual activity");
        activity.put("name", "Busy").put("enabled", false);
        realm.admin().put(policies.path(activity.path("id").asText()), activity).expect(204);

        assertThat(setUp()).isEmpty();

        assertThat(policies.names()).hasSize(5).contains("Busy").doesNotContain("Low trust", "Unusual activity");
        policies.all()
                .forEach(policy -> realm.admin()
                        .delete(policies.path(policy.path("id").asText()))
                        .expect(204));
        assertThat(setUp()).isEmpty();
        assertThat(policies.names()).isEmpty();
        assertThat(realm.admin()
                        .get(realm.aimPath("/setup"))
                        .expect(200)
                        .body()
                        .path("ready")
                        .asBoolean())
                .isTrue();
    }
}
