package io.aim.keycloak.services.realm.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.permission.AimRole;
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
public record RoleMentions(KeycloakSession session, RealmModel realm) {

    private static final int ID_MAX = 36;

    /** Whether the representation names one. */
    public boolean in(JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (inMember(member.getKey(), member.getValue())) {
                    return true;
                }
            }
            return false;
        }
        for (JsonNode element : node) {
            if (in(element)) {
                return true;
            }
        }
        return false;
    }

    private boolean inMember(String name, JsonNode value) {
        return switch (name) {
            case "id" -> value.isTextual() && AimRole.leadsTo(roleById(value.asText()));
            case "config" -> inConfiguration(value);
            case "realmRoles", "realm" -> value.isArray() ? inRealmRoles(value) : in(value);
            case "clientRoles", "client" -> value.isObject() ? inClientRoles(value) : in(value);
            default -> in(value);
        };
    }

    /** Mappers write a role as its name, or as {@code client.name}. */
    private boolean inConfiguration(JsonNode value) {
        if (value.isTextual()) {
            return AgentRules.isLookupKey(value.asText())
                    && AimRole.leadsTo(KeycloakModelUtils.getRoleFromString(session, realm, value.asText()));
        }
        for (JsonNode child : value) {
            if (inConfiguration(child)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable RoleModel roleById(String id) {
        return AgentRules.isLookupKey(id) && id.length() <= ID_MAX
                ? session.roles().getRoleById(realm, id)
                : null;
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
