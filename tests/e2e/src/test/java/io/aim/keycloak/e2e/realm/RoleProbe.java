package io.aim.keycloak.e2e.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;

/**
 * Roles of a realm, read and written by Keycloak's stock endpoints.
 *
 * @param realm the realm
 */
record RoleProbe(TestRealm realm) {
    static final String MANAGEMENT = "realm-management";

    /** The effective roles of a user on a client, composites and groups included. */
    List<String> effective(String userId, String clientId) {
        return names(realm.adminPath(
                "/users/" + userId + "/role-mappings/clients/" + realm.clientUuid(clientId) + "/composite"));
    }

    /** The roles of a client that a group carries itself. */
    List<String> ofGroup(String groupId, String clientId) {
        return names(realm.adminPath("/groups/" + groupId + "/role-mappings/clients/" + realm.clientUuid(clientId)));
    }

    /** All names that a role is directly composed of. */
    List<String> composites(String clientId, String role) {
        return names(compositesPath(clientId, role));
    }

    /** All names that a realm role is directly composed of. */
    List<String> compositesOfRealmRole(String role) {
        return names(compositesPath(role));
    }

    String compositesPath(String clientId, String role) {
        return rolePath(clientId, role) + "/composites";
    }

    String compositesPath(String realmRole) {
        return realm.adminPath("/roles/" + JsonHttp.escape(realmRole) + "/composites");
    }

    String rolePath(String clientId, String role) {
        return realm.adminPath("/clients/" + realm.clientUuid(clientId) + "/roles/" + JsonHttp.escape(role));
    }

    JsonNode role(String clientId, String role) {
        return realm.admin().get(rolePath(clientId, role)).expect(200).body();
    }

    JsonNode realmRole(String role) {
        return realm.admin()
                .get(realm.adminPath("/roles/" + JsonHttp.escape(role)))
                .expect(200)
                .body();
    }

    /** The body that names one role of a client. */
    byte[] asArray(String clientId, String role) {
        return asArray(role(clientId, role));
    }

    static byte[] asArray(JsonNode role) {
        ArrayNode array = Json.object().putArray("roles");
        array.add(role);
        return Json.bytes(array);
    }

    /** As one administrator, maps a role of a client on a user or a group. */
    Reply map(AdminClient who, String holderPath, String clientId, String role) {
        return who.send(
                "POST",
                realm.adminPath(holderPath + "/role-mappings/clients/" + realm.clientUuid(clientId)),
                asArray(clientId, role));
    }

    /** As one administrator, maps a realm role on a user or a group. */
    Reply map(AdminClient who, String holderPath, String realmRole) {
        return who.send("POST", realm.adminPath(holderPath + "/role-mappings/realm"), asArray(realmRole(realmRole)));
    }

    /** As the server's administrator, makes a realm role. */
    void createRealmRole(String name) {
        realm.admin()
                .post(realm.adminPath("/roles"), Json.object().put("name", name))
                .expect(201);
    }

    /** As the server's administrator, makes a top-level group. */
    String createGroup(String name) {
        return realm.admin()
                .post(realm.adminPath("/groups"), Json.object().put("name", name))
                .expect(201)
                .createdId();
    }

    private List<String> names(String path) {
        return SetupProbe.texts(realm.admin().get(path).expect(200).body(), "name");
    }
}
