package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An administrator who may manage clients tries to reach an AIM role where the guard could look away. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleLoopGuardIT {
    private final TestRealm realm;
    private final RoleProbe roles;
    private final AdminClient attack;

    RoleLoopGuardIT(TestRealm realm) {
        this.realm = realm.setUp();
        this.roles = new RoleProbe(realm);
        this.attack = realm.adminAs(realm.createUser("client-admin", "manage-clients", "view-clients"));
    }

    @Test
    void besideTwoRolesThatContainEachOther() {
        SimpleClient client = SimpleClient.create(realm, "loop");
        addRole(client, "one");
        addRole(client, "two");
        contain(client, "one", roles.asArray("loop", "two"));
        contain(client, "two", roles.asArray("loop", "one"));
        ArrayNode both = Json.object().putArray("roles");
        both.add(roles.role("loop", "one")).add(roles.role(RoleProbe.MANAGEMENT, "aim-manage"));

        attack.send("POST", roles.compositesPath("account", "manage-account"), bytes(both))
                .expect(403);

        assertThat(roles.composites("account", "manage-account")).doesNotContain("aim-manage");
    }

    @Test
    void aRoleThatContainsItselfDoesNotStopUsersFromBeingMade() {
        SimpleClient client = SimpleClient.create(realm, "self");
        addRole(client, "snake");
        contain(client, "snake", roles.asArray("self", "snake"));
        realm.admin()
                .send("POST", roles.compositesPath("default-roles-" + realm.name()), roles.asArray("self", "snake"))
                .expect(204);

        assertThat(realm.createUser("newcomer").id()).isNotBlank();
    }

    @Test
    void asDefaultRoleByClientRegistration() {
        byte[] body = bytes(Json.object()
                .put("clientId", RoleProbe.MANAGEMENT)
                .set("defaultRoles", Json.object().putArray("r").add("aim-manage")));

        int status = JsonHttp.send(
                        "PUT",
                        realm.keycloak().baseUrl() + "/realms/" + realm.name() + "/clients-registrations/default/"
                                + RoleProbe.MANAGEMENT,
                        Map.of("Authorization", "Bearer " + attack.token(), "Content-Type", "application/json"),
                        body)
                .status();

        assertThat(status).isGreaterThanOrEqualTo(400);
        assertThat(roles.compositesOfRealmRole("default-roles-" + realm.name())).doesNotContain("aim-manage");
        attack.get(realm.aimPath("/agents")).expect(403);
    }

    private void addRole(SimpleClient client, String name) {
        realm.admin()
                .post(
                        realm.adminPath("/clients/" + client.id() + "/roles"),
                        Json.object().put("name", name))
                .expect(201);
    }

    private void contain(SimpleClient client, String role, byte[] parts) {
        realm.admin()
                .send("POST", roles.compositesPath(client.clientId(), role), parts)
                .expect(204);
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
