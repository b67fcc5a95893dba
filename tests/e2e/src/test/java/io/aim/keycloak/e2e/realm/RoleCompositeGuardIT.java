package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator of realm, users and clients hides no AIM role inside another role. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleCompositeGuardIT {
    private final TestRealm realm;
    private final RoleProbe roles;
    private final TestRealm.User attacker;
    private final AdminClient attack;

    RoleCompositeGuardIT(TestRealm realm) {
        this.realm = realm.setUp();
        this.roles = new RoleProbe(realm);
        this.attacker = realm.createUser("builder", "manage-realm", "manage-users", "manage-clients");
        this.attack = realm.adminAs(attacker);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aim-view", "aim-manage", "aim-operator", "aim-auditor"})
    void insideARealmRole(String role) {
        String container = realmRole();

        attack.send("POST", roles.compositesPath(container), roles.asArray(RoleProbe.MANAGEMENT, role))
                .expect(403);

        assertThat(roles.compositesOfRealmRole(container)).isEmpty();
    }

    @Test
    void insideARoleThatTheAttackerHolds() {
        String container = realmRole();
        roles.map(realm.admin(), "/users/" + attacker.id(), container).expect(204);

        attack.send("POST", roles.compositesPath(container), roles.asArray(RoleProbe.MANAGEMENT, "aim-manage"))
                .expect(403);

        assertThat(roles.effective(attacker.id(), RoleProbe.MANAGEMENT)).doesNotContain("aim-manage");
        attack.get(realm.aimPath("/agents")).expect(403);
    }

    @Test
    void insideARoleNamedByItsId() {
        String container = realmRole();
        String id = roles.realmRole(container).path("id").asText();

        attack.send(
                        "POST",
                        realm.adminPath("/roles-by-id/" + id + "/composites"),
                        roles.asArray(RoleProbe.MANAGEMENT, "aim-manage"))
                .expect(403);

        assertThat(roles.compositesOfRealmRole(container)).isEmpty();
    }

    @Test
    void insideAClientRole() {
        SimpleClient client = SimpleClient.create(realm, "app-" + UUID.randomUUID());
        realm.admin()
                .post(
                        realm.adminPath("/clients/" + client.id() + "/roles"),
                        Json.object().put("name", "app-role"))
                .expect(201);

        attack.send(
                        "POST",
                        roles.compositesPath(client.clientId(), "app-role"),
                        roles.asArray(RoleProbe.MANAGEMENT, "aim-manage"))
                .expect(403);

        assertThat(roles.composites(client.clientId(), "app-role")).isEmpty();
    }

    @Test
    void insideAStockRoleOfRealmManagement() {
        attack.send(
                        "POST",
                        roles.compositesPath(RoleProbe.MANAGEMENT, "view-clients"),
                        roles.asArray(RoleProbe.MANAGEMENT, "aim-manage"))
                .expect(403);

        assertThat(roles.composites(RoleProbe.MANAGEMENT, "view-clients")).doesNotContain("aim-manage");
    }

    @Test
    void insideTheRoleThatEveryNewUserGets() {
        String defaults = "default-roles-" + realm.name();

        attack.send("POST", roles.compositesPath(defaults), roles.asArray(RoleProbe.MANAGEMENT, "aim-manage"))
                .expect(403);

        assertThat(roles.compositesOfRealmRole(defaults)).doesNotContain("aim-manage");
        assertThat(roles.effective(attacker.id(), RoleProbe.MANAGEMENT)).doesNotContain("aim-manage");
    }

    @Test
    void behindARoleThatContainsOneAlready() {
        String between = realmRole();
        realm.admin()
                .send("POST", roles.compositesPath(between), roles.asArray(RoleProbe.MANAGEMENT, "aim-manage"))
                .expect(204);
        String container = realmRole();

        attack.send("POST", roles.compositesPath(container), RoleProbe.asArray(roles.realmRole(between)))
                .expect(403);

        assertThat(roles.compositesOfRealmRole(container)).isEmpty();
    }

    @Test
    void insideANewRealmRole() {
        String name = "born-composite-" + UUID.randomUUID();

        attack.post(realm.adminPath("/roles"), composite(name)).expect(403);

        realm.admin().get(realm.adminPath("/roles/" + name)).expect(404);
    }

    @Test
    void insideANewClientRole() {
        SimpleClient client = SimpleClient.create(realm, "app-" + UUID.randomUUID());

        attack.post(realm.adminPath("/clients/" + client.id() + "/roles"), composite("born-composite"))
                .expect(403);

        realm.admin()
                .get(realm.adminPath("/clients/" + client.id() + "/roles/born-composite"))
                .expect(404);
    }

    @Test
    void insideANewRoleByTheNameOfARoleThatContainsOneAlready() {
        String between = realmRole();
        realm.admin()
                .send("POST", roles.compositesPath(between), roles.asArray(RoleProbe.MANAGEMENT, "aim-manage"))
                .expect(204);
        String name = "born-composite-" + UUID.randomUUID();
        ObjectNode role = Json.object().put("name", name).put("composite", true);
        role.putObject("composites").putArray("realm").add(between);

        attack.post(realm.adminPath("/roles"), role).expect(403);

        realm.admin().get(realm.adminPath("/roles/" + name)).expect(404);
    }

    @Test
    void behindRolesThatContainEachOther() {
        String one = realmRole();
        String other = realmRole();
        contain(one, other);
        contain(other, one);
        String harmlessGroup = roles.createGroup("group-" + UUID.randomUUID());
        roles.map(attack, "/groups/" + harmlessGroup, one).expect(204);
        realm.admin()
                .send("POST", roles.compositesPath(other), roles.asArray(RoleProbe.MANAGEMENT, "aim-manage"))
                .expect(204);
        String group = roles.createGroup("group-" + UUID.randomUUID());

        roles.map(attack, "/groups/" + group, one).expect(403);
        roles.map(attack, "/users/" + attacker.id(), one).expect(403);

        assertThat(roles.effective(attacker.id(), RoleProbe.MANAGEMENT)).doesNotContain("aim-manage");
    }

    private void contain(String container, String part) {
        realm.admin()
                .send("POST", roles.compositesPath(container), RoleProbe.asArray(roles.realmRole(part)))
                .expect(204);
    }

    @Test
    void otherCompositesStayInTheAttackersHands() {
        String container = realmRole();

        attack.send("POST", roles.compositesPath(container), RoleProbe.asArray(roles.realmRole(realmRole())))
                .expect(204);

        assertThat(roles.compositesOfRealmRole(container)).hasSize(1);
    }

    private String realmRole() {
        String name = "role-" + UUID.randomUUID();
        roles.createRealmRole(name);
        return name;
    }

    private static JsonNode composite(String name) {
        ObjectNode role = Json.object().put("name", name).put("composite", true);
        role.putObject("composites")
                .putObject("client")
                .putArray(RoleProbe.MANAGEMENT)
                .add("aim-manage");
        return role;
    }
}
