package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keycloak's fine-grained permission for one client hands one MCP server over, and no other. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerDelegationIT {

    private final McpRealm servers;
    private final TestRealm realm;

    McpServerDelegationIT(TestRealm realm) {
        this.realm = realm;
        this.servers = McpRealm.of(realm);
        ObjectNode settings = Json.object().put("realm", realm.name()).put("adminPermissionsEnabled", true);
        realm.admin().put(realm.adminPath(""), settings).expect(204);
    }

    @Test
    void whoMayManageOneClientManagesThatServerOnly() {
        JsonNode delegated = servers.verified();
        JsonNode other = servers.verified();
        TestRealm.User manager = realm.createUser("manager", "aim-manage", "query-clients");
        permit(manager, delegated, "view", "manage");
        AdminClient admin = realm.adminAs(manager);

        admin.get(servers.path(delegated, "")).expect(200);
        admin.put(servers.path(delegated, ""), Json.object().put("displayName", "Mine"))
                .expect(204);
        admin.post(servers.path(delegated, "/suspend")).expect(200);

        admin.get(servers.path(other, "")).expect(403);
        admin.put(servers.path(other, ""), Json.object().put("displayName", "Mine"))
                .expect(403);
        admin.get(realm.aimPath("/mcp-servers")).expect(403);
        admin.get(realm.aimPath("/mcp-servers/" + UUID.randomUUID())).expect(403);
        assertThat(servers.read(other)).isEqualTo(other);
    }

    @Test
    void whoMayViewOneClientChangesNothing() {
        JsonNode delegated = servers.verified();
        TestRealm.User viewer = realm.createUser("viewer", "aim-manage", "query-clients");
        permit(viewer, delegated, "view");
        AdminClient admin = realm.adminAs(viewer);

        admin.get(servers.path(delegated, "")).expect(200);
        admin.delete(servers.path(delegated, "")).expect(403);
        assertThat(servers.read(delegated)).isEqualTo(delegated);
    }

    @Test
    void aPermissionWithoutAnAimRoleIsNone() {
        JsonNode delegated = servers.verified();
        TestRealm.User nobody = realm.createUser("nobody", "query-clients");
        permit(nobody, delegated, "view", "manage");

        realm.adminAs(nobody).get(servers.path(delegated, "")).expect(403);
    }

    private void permit(TestRealm.User user, JsonNode server, String... scopes) {
        String authorization =
                realm.adminPath("/clients/" + realm.clientUuid("admin-permissions") + "/authz/resource-server");
        ObjectNode policy = Json.object().put("name", "only " + user.username());
        policy.putArray("users").add(user.id());
        String policyName = realm.admin()
                .post(authorization + "/policy/user", policy)
                .expect(201)
                .body()
                .path("id")
                .asText();
        ObjectNode permission =
                Json.object().put("name", "server of " + user.username()).put("resourceType", "Clients");
        permission.putArray("resources").add(servers.client(server).path("id").asText());
        permission.putArray("policies").add(policyName);
        for (String scope : scopes) {
            permission.withArray("scopes").add(scope);
        }
        realm.admin().post(authorization + "/permission/scope", permission).expect(201);
    }
}
