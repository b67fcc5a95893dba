package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The less obvious ways to an AIM role for an administrator who may manage realm, users and clients. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleDetourGuardIT {
    private final Keycloak keycloak;
    private final TestRealm realm;
    private final RoleProbe roles;
    private final TestRealm.User attacker;
    private final AdminClient attack;

    RoleDetourGuardIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm.setUp();
        this.roles = new RoleProbe(realm);
        this.attacker = realm.createUser(
                "insider", "manage-realm", "manage-users", "manage-clients", "manage-identity-providers");
        this.attack = realm.adminAs(attacker);
    }

    @Test
    void movingAGroupBelowOneThatCarriesARole() {
        String parent = groupWith("aim-manage");
        String childName = "child-" + UUID.randomUUID();
        String child = roles.createGroup(childName);
        TestRealm.User member = member(child);

        attack.post(
                        realm.adminPath("/groups/" + parent + "/children"),
                        Json.object().put("id", child).put("name", childName))
                .expect(403);

        assertThat(roles.effective(member.id(), RoleProbe.MANAGEMENT)).isEmpty();
    }

    @Test
    void movingAGroupElsewhereStaysAllowed() {
        String parent = roles.createGroup("parent-" + UUID.randomUUID());
        String childName = "child-" + UUID.randomUUID();
        String child = roles.createGroup(childName);

        attack.post(
                        realm.adminPath("/groups/" + parent + "/children"),
                        Json.object().put("id", child).put("name", childName))
                .expect(204);
    }

    @Test
    void makingAGroupThatCarriesARoleADefault() {
        String group = groupWith("aim-manage");

        attack.put(realm.adminPath("/default-groups/" + group), Json.object()).expect(403);

        assertThat(realm.admin()
                        .get(realm.adminPath("/default-groups"))
                        .expect(200)
                        .body())
                .isEmpty();
    }

    @Test
    void importingAUserWhoHoldsARole() {
        ObjectNode user = Json.object().put("username", "imported").put("enabled", true);
        user.putObject("clientRoles").putArray(RoleProbe.MANAGEMENT).add("aim-manage");

        attack.post(realm.adminPath("/partialImport"), importOf("users", user)).expect(403);

        assertThat(realm.admin()
                        .get(realm.adminPath("/users?exact=true&username=imported"))
                        .expect(200)
                        .body())
                .isEmpty();
    }

    @Test
    void importingAGroupThatCarriesARole() {
        ObjectNode group = Json.object().put("name", "imported").put("path", "/imported");
        group.putObject("clientRoles").putArray(RoleProbe.MANAGEMENT).add("aim-manage");

        attack.post(realm.adminPath("/partialImport"), importOf("groups", group))
                .expect(403);

        assertThat(realm.admin()
                        .get(realm.adminPath("/groups?exact=true&search=imported"))
                        .expect(200)
                        .body())
                .isEmpty();
    }

    @Test
    void importingARoleThatContainsOne() {
        ObjectNode role = Json.object().put("name", "imported").put("composite", true);
        role.putObject("composites")
                .putObject("client")
                .putArray(RoleProbe.MANAGEMENT)
                .add("aim-manage");
        ObjectNode body = Json.object().put("ifResourceExists", "FAIL");
        body.putObject("roles").putArray("realm").add(role);

        attack.post(realm.adminPath("/partialImport"), body).expect(403);

        realm.admin().get(realm.adminPath("/roles/imported")).expect(404);
    }

    @Test
    void importsWithoutSuchRolesStayAllowed() {
        attack.post(
                        realm.adminPath("/partialImport"),
                        importOf(
                                "users",
                                Json.object().put("username", "harmless").put("enabled", true)))
                .expect(200);
    }

    @Test
    void makingARoleOfItsOwnOnTheClientThatCarriesOurs() {
        attack.post(
                        realm.adminPath("/clients/" + realm.clientUuid(RoleProbe.MANAGEMENT) + "/roles"),
                        Json.object().put("name", "to-be-renamed"))
                .expect(403);
    }

    @Test
    void anIdentityProviderThatGrantsARoleToWhoeverLogsIn() {
        attack.post(realm.adminPath("/identity-provider/instances"), identityProvider())
                .expect(201);
        ObjectNode mapper = Json.object()
                .put("name", "grant")
                .put("identityProviderAlias", "partner")
                .put("identityProviderMapper", "oidc-hardcoded-role-idp-mapper");
        mapper.putObject("config").put("syncMode", "FORCE").put("role", RoleProbe.MANAGEMENT + ".aim-manage");

        attack.post(realm.adminPath("/identity-provider/instances/partner/mappers"), mapper)
                .expect(403);

        assertThat(realm.admin()
                        .get(realm.adminPath("/identity-provider/instances/partner/mappers"))
                        .expect(200)
                        .body())
                .isEmpty();
    }

    @Test
    void aRoleWhoseIdIsNoUuidOnAGroup() {
        ObjectNode settings = Json.object();
        settings.putObject("roles")
                .putArray("realm")
                .addObject()
                .put("id", "agent-people")
                .put("name", "agent-people");
        try (TestRealm imported = TestRealm.create(keycloak, "imported", settings)) {
            imported.setUp();
            RoleProbe there = new RoleProbe(imported);
            imported.admin()
                    .send("POST", there.compositesPath("agent-people"), there.asArray(RoleProbe.MANAGEMENT, "aim-view"))
                    .expect(204);
            String group = there.createGroup("group");
            AdminClient userAdmin = imported.adminAs(imported.createUser("user-admin", "manage-users"));

            there.map(userAdmin, "/groups/" + group, "agent-people").expect(403);

            assertThat(imported.admin()
                            .get(imported.adminPath("/groups/" + group + "/role-mappings"))
                            .expect(200)
                            .body())
                    .isEmpty();
        }
    }

    private String groupWith(String role) {
        String group = roles.createGroup("group-" + UUID.randomUUID());
        roles.map(realm.admin(), "/groups/" + group, RoleProbe.MANAGEMENT, role).expect(204);
        return group;
    }

    private TestRealm.User member(String group) {
        TestRealm.User user = realm.createUser("member-" + UUID.randomUUID());
        realm.admin()
                .put(realm.adminPath("/users/" + user.id() + "/groups/" + group), Json.object())
                .expect(204);
        return user;
    }

    private static JsonNode importOf(String kind, JsonNode item) {
        ObjectNode body = Json.object().put("ifResourceExists", "FAIL");
        body.putArray(kind).add(item);
        return body;
    }

    private static JsonNode identityProvider() {
        ObjectNode provider =
                Json.object().put("alias", "partner").put("providerId", "oidc").put("enabled", true);
        provider.putObject("config")
                .put("clientId", "aim")
                .put("clientSecret", "secret")
                .put("authorizationUrl", "https://partner.example.com/authorize")
                .put("tokenUrl", "https://partner.example.com/token");
        return provider;
    }
}
