package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator of users, whom Keycloak allows to grant any role that it does not know, gets no AIM role. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleGrantGuardIT {
    private final TestRealm realm;
    private final RoleProbe roles;
    private final TestRealm.User attacker;
    private final AdminClient attack;

    RoleGrantGuardIT(TestRealm realm) {
        this.realm = realm.setUp();
        this.roles = new RoleProbe(realm);
        this.attacker = realm.createUser(
                "user-admin", "manage-users", "view-users", "view-clients", "query-clients", "manage-clients");
        this.attack = realm.adminAs(attacker);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aim-view", "aim-manage", "aim-operator", "aim-auditor"})
    void grantingItselfARoleIsRefused(String role) {
        roles.map(attack, "/users/" + attacker.id(), RoleProbe.MANAGEMENT, role).expect(403);

        assertThat(roles.effective(attacker.id(), RoleProbe.MANAGEMENT)).doesNotContain(role);
        attack.get(realm.aimPath("/agents")).expect(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aim-view", "aim-manage", "aim-operator", "aim-auditor"})
    void grantingAnAccompliceARoleIsRefused(String role) {
        TestRealm.User accomplice = realm.createUser("accomplice-" + role);

        roles.map(attack, "/users/" + accomplice.id(), RoleProbe.MANAGEMENT, role)
                .expect(403);

        assertThat(roles.effective(accomplice.id(), RoleProbe.MANAGEMENT)).doesNotContain(role);
    }

    @Test
    void grantingARealmRoleThatContainsOneIsRefused() {
        String composite = compositeOfTheRealmAdministrator();

        roles.map(attack, "/users/" + attacker.id(), composite).expect(403);

        assertThat(roles.effective(attacker.id(), RoleProbe.MANAGEMENT)).doesNotContain("aim-manage");
    }

    @Test
    void grantingItToAServiceAccountIsRefused() {
        SimpleClient client = SimpleClient.create(realm, "bot-" + UUID.randomUUID());
        String account = realm.admin()
                .get(realm.adminPath("/clients/" + client.id() + "/service-account-user"))
                .expect(200)
                .body()
                .path("id")
                .asText();

        roles.map(attack, "/users/" + account, RoleProbe.MANAGEMENT, "aim-manage")
                .expect(403);

        assertThat(roles.effective(account, RoleProbe.MANAGEMENT)).doesNotContain("aim-manage");
    }

    @Test
    void aRoleAmongHarmlessOnesTakesNoneThrough() {
        JsonNode both = Json.object()
                .putArray("roles")
                .add(roles.role(RoleProbe.MANAGEMENT, "query-realms"))
                .add(roles.role(RoleProbe.MANAGEMENT, "aim-view"));

        attack.post(
                        realm.adminPath("/users/" + attacker.id() + "/role-mappings/clients/"
                                + realm.clientUuid(RoleProbe.MANAGEMENT)),
                        both)
                .expect(403);

        assertThat(roles.effective(attacker.id(), RoleProbe.MANAGEMENT)).doesNotContain("query-realms", "aim-view");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aim-view", "aim-manage", "aim-operator", "aim-auditor"})
    void mappingARoleOnAGroupIsRefused(String role) {
        String group = roles.createGroup("group-of-" + role + "-" + UUID.randomUUID());

        roles.map(attack, "/groups/" + group, RoleProbe.MANAGEMENT, role).expect(403);

        assertThat(roles.ofGroup(group, RoleProbe.MANAGEMENT)).isEmpty();
    }

    @Test
    void mappingACompositeThatContainsOneOnAGroupIsRefused() {
        String composite = compositeOfTheRealmAdministrator();
        String group = roles.createGroup("composite-group-" + UUID.randomUUID());

        roles.map(attack, "/groups/" + group, composite).expect(403);

        assertThat(SetupProbe.texts(
                        realm.admin()
                                .get(realm.adminPath("/groups/" + group + "/role-mappings/realm"))
                                .expect(200)
                                .body(),
                        "name"))
                .isEmpty();
    }

    @Test
    void joiningAGroupThatCarriesOneIsRefused() {
        String group = groupOfTheRealmAdministrator();

        attack.put(realm.adminPath("/users/" + attacker.id() + "/groups/" + group), Json.object())
                .expect(403);

        assertThat(groupsOf(attacker)).isEmpty();
        assertThat(roles.effective(attacker.id(), RoleProbe.MANAGEMENT)).doesNotContain("aim-manage");
    }

    @Test
    void joiningAChildOfSuchAGroupIsRefused() {
        String child = realm.admin()
                .post(
                        realm.adminPath("/groups/" + groupOfTheRealmAdministrator() + "/children"),
                        Json.object().put("name", "child"))
                .expect(201)
                .body()
                .path("id")
                .asText();

        attack.put(realm.adminPath("/users/" + attacker.id() + "/groups/" + child), Json.object())
                .expect(403);

        assertThat(groupsOf(attacker)).isEmpty();
    }

    @Test
    void creatingAUserInsideSuchAGroupIsRefused() {
        String group = realm.admin()
                .get(realm.adminPath("/groups/" + groupOfTheRealmAdministrator()))
                .expect(200)
                .body()
                .path("path")
                .asText();
        ObjectNode user = Json.object().put("username", "insider").put("enabled", true);
        user.putArray("groups").add(group);

        attack.post(realm.adminPath("/users"), user).expect(403);

        assertThat(realm.admin()
                        .get(realm.adminPath("/users?exact=true&username=insider"))
                        .expect(200)
                        .body())
                .isEmpty();
    }

    @Test
    void otherRolesAndGroupsStayInItsHands() {
        TestRealm.User user = realm.createUser("ordinary");
        roles.createRealmRole("ordinary-role");
        String group = roles.createGroup("ordinary-group");

        roles.map(attack, "/users/" + user.id(), "ordinary-role").expect(204);
        roles.map(attack, "/users/" + user.id(), RoleProbe.MANAGEMENT, "view-clients")
                .expect(204);
        roles.map(attack, "/groups/" + group, "ordinary-role").expect(204);
        attack.put(realm.adminPath("/users/" + user.id() + "/groups/" + group), Json.object())
                .expect(204);

        assertThat(roles.effective(user.id(), RoleProbe.MANAGEMENT)).contains("view-clients");
        assertThat(groupsOf(user)).hasSize(1);
    }

    @Test
    void namesThatMerelySoundLikeARoleStayAllowed() {
        attack.post(realm.adminPath("/users"), Json.object().put("username", "aim-view"))
                .expect(201);
        attack.put(
                        realm.adminPath(
                                "/users/" + realm.createUser("described").id()),
                        Json.object().put("username", "described").put("lastName", "Fan of aim-manage"))
                .expect(204);
        AdminClient manager = realm.adminAs(realm.createUser("manager", "aim-manage", "manage-clients"));
        manager.post(
                        realm.aimPath("/agents"),
                        TestAgent.registration("aim-operator", AgentKey.generate(), attacker.id(), attacker.id()))
                .expect(201);
    }

    @Test
    void takingARoleAwayIsNotRefused() {
        TestRealm.User viewer = realm.createUser("former-viewer", "aim-view");

        attack.send(
                        "DELETE",
                        realm.adminPath("/users/" + viewer.id() + "/role-mappings/clients/"
                                + realm.clientUuid(RoleProbe.MANAGEMENT)),
                        roles.asArray(RoleProbe.MANAGEMENT, "aim-view"))
                .expect(204);

        assertThat(roles.effective(viewer.id(), RoleProbe.MANAGEMENT)).isEmpty();
    }

    private String compositeOfTheRealmAdministrator() {
        String name = "agents-people-" + UUID.randomUUID();
        roles.createRealmRole(name);
        realm.admin()
                .send("POST", roles.compositesPath(name), roles.asArray(RoleProbe.MANAGEMENT, "aim-manage"))
                .expect(204);
        return name;
    }

    private String groupOfTheRealmAdministrator() {
        String group = roles.createGroup("agent-managers-" + UUID.randomUUID());
        roles.map(realm.admin(), "/groups/" + group, RoleProbe.MANAGEMENT, "aim-manage")
                .expect(204);
        return group;
    }

    private JsonNode groupsOf(TestRealm.User user) {
        return realm.admin()
                .get(realm.adminPath("/users/" + user.id() + "/groups"))
                .expect(200)
                .body();
    }
}
