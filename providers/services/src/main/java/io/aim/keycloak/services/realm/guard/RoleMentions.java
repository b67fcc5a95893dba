package io.aim.keycloak.services.realm.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.services.realm.AimRole;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Looks in the representations of Keycloak's admin events for roles that are, or lead to, AIM roles: role lists, role
 * mappings of imported users and groups, composites, and the role that a mapper of an identity provider or a federation
 * hands out.
 */
record RoleMentions(KeycloakSession session, RealmModel realm) {

    private static final int ID_MAX = 36;

    boolean in(JsonNode node) {
        if (node.isTextual()) {
            return namesOurs(node.asText());
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (inMember(member.getKey(), member.getValue())) {
                    return true;
                }
            }
        }
        for (JsonNode child : node) {
            if (in(child)) {
                return true;
            }
        }
        return false;
    }

    /** The name itself, or {@code client.name} as mappers write it. */
    private static boolean namesOurs(String text) {
        return AimRole.isName(text.substring(text.lastIndexOf('.') + 1));
    }

    private boolean inMember(String name, JsonNode value) {
        return switch (name) {
            case "id" -> value.isTextual() && AimRole.leadsTo(roleById(value.asText()));
            case "role" ->
                value.isTextual()
                        && AimRole.leadsTo(KeycloakModelUtils.getRoleFromString(session, realm, value.asText()));
            case "realmRoles", "realm" -> value.isArray() && inRealmRoles(value);
            case "clientRoles", "client" -> value.isObject() && inClientRoles(value);
            default -> false;
        };
    }

    private @Nullable RoleModel roleById(String id) {
        return id.isEmpty() || id.length() > ID_MAX || id.chars().anyMatch(Character::isISOControl)
                ? null
                : session.roles().getRoleById(realm, id);
    }

    private boolean inRealmRoles(JsonNode names) {
        for (JsonNode name : names) {
            if (AimRole.leadsTo(realm.getRole(name.asText()))) {
                return true;
            }
        }
        return false;
    }

    private boolean inClientRoles(JsonNode namesByClient) {
        for (Map.Entry<String, JsonNode> member : namesByClient.properties()) {
            ClientModel client = realm.getClientByClientId(member.getKey());
            for (JsonNode name : member.getValue()) {
                if (client != null && AimRole.leadsTo(client.getRole(name.asText()))) {
                    return true;
                }
            }
        }
        return false;
    }
}
