package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** In the administration realm the AIM roles of a realm sit on that realm's client, and are guarded there as well. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministrationRealmGuardIT {
    private static final String MASTER = "/admin/realms/master";

    private final Keycloak keycloak;
    private final TestRealm realm;
    private final AdminClient admin;
    private String attackerId;
    private String username;
    private AdminClient attack;

    AdministrationRealmGuardIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm.setUp();
        this.admin = keycloak.admin();
    }

    @BeforeEach
    void anAdministratorOfSomethingOnly() {
        username = "delegate-" + UUID.randomUUID();
        String password = UUID.randomUUID().toString();
        ObjectNode user = Json.object().put("username", username).put("enabled", true);
        user.putArray("credentials").addObject().put("type", "password").put("value", password);
        attackerId = admin.post(MASTER + "/users", user).expect(201).createdId();
        attack = keycloak.adminOf("master", username, password);
    }

    @AfterEach
    void dropIt() {
        admin.delete(MASTER + "/users/" + attackerId).expect(204);
    }

    @Test
    void anAdministratorOfItsUsersGrantsItselfNoRoleOfARealm() {
        grant(admin, attackerId, "master-realm", "manage-users", "view-clients");
        grant(admin, attackerId, realm.name() + "-realm", "manage-clients");

        attack.send("POST", mappings(attackerId, realm.name() + "-realm"), body(realm.name() + "-realm", "aim-manage"))
                .expect(403);

        assertThat(effective(attackerId, realm.name() + "-realm"))
                .contains("manage-clients")
                .doesNotContain("aim-manage");
        attack.get(realm.aimPath("/agents")).expect(403);
    }

    @Test
    void aDelegateForOneRealmGrantsNoRolesInsideIt() {
        grant(admin, attackerId, realm.name() + "-realm", "manage-users", "view-clients", "manage-clients");
        TestRealm.User accomplice = realm.createUser("accomplice");
        RoleProbe roles = new RoleProbe(realm);

        roles.map(attack, "/users/" + accomplice.id(), RoleProbe.MANAGEMENT, "aim-manage")
                .expect(403);

        assertThat(roles.effective(accomplice.id(), RoleProbe.MANAGEMENT)).isEmpty();
    }

    @Test
    void aDelegateWithTheRolesOfARealmManagesItsAgents() {
        grant(admin, attackerId, realm.name() + "-realm", "aim-view", "view-clients");

        attack.get(realm.aimPath("/agents")).expect(200);
        attack.get(realm.aimPath("/setup")).expect(403);
    }

    @Test
    void theRolesOfOneRealmOpenNoOther() {
        try (TestRealm other = TestRealm.create(keycloak, "other")) {
            other.setUp();
            grant(admin, attackerId, realm.name() + "-realm", "aim-view", "view-clients");
            grant(admin, attackerId, other.name() + "-realm", "view-clients");

            attack.get(realm.aimPath("/agents")).expect(200);
            attack.get(other.aimPath("/agents")).expect(403);
        }
    }

    private void grant(AdminClient who, String userId, String clientId, String... names) {
        who.send("POST", mappings(userId, clientId), body(clientId, names)).expect(204);
    }

    private byte[] body(String clientId, String... names) {
        ArrayNode array = Json.object().putArray("roles");
        for (String name : names) {
            array.add(admin.get(MASTER + "/clients/" + clientUuid(clientId) + "/roles/" + name)
                    .expect(200)
                    .body());
        }
        return Json.bytes(array);
    }

    private String mappings(String userId, String clientId) {
        return MASTER + "/users/" + userId + "/role-mappings/clients/" + clientUuid(clientId);
    }

    private List<String> effective(String userId, String clientId) {
        return SetupProbe.texts(
                admin.get(mappings(userId, clientId) + "/composite").expect(200).body(), "name");
    }

    private String clientUuid(String clientId) {
        JsonNode found =
                admin.get(MASTER + "/clients?clientId=" + clientId).expect(200).body();
        return found.get(0).path("id").asText();
    }
}
