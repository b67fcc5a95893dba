package io.aim.keycloak.services.realm.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.services.realm.AimRole;
import java.io.IOException;
import java.util.Set;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.util.JsonSerialization;

/**
 * Guards the ways to an AIM role that Keycloak announces by admin events only: roles of groups, composites, group
 * imports. Keycloak swallows what a listener throws, so the refusal is thrown where the transaction is about to commit.
 */
record RoleGuardEventListener(KeycloakSession session) implements EventListenerProvider {

    private static final Set<ResourceType> WATCHED = Set.of(
            ResourceType.CLIENT_ROLE_MAPPING,
            ResourceType.REALM_ROLE_MAPPING,
            ResourceType.CLIENT_ROLE,
            ResourceType.REALM_ROLE,
            ResourceType.GROUP);

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (!WATCHED.contains(event.getResourceType())
                || event.getOperationType() == OperationType.DELETE
                || event.getRepresentation() == null) {
            return;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm != null && mentionsOurRole(realm, parse(event.getRepresentation()))) {
            if (!GrantAuthority.mayGrant(session, realm)) {
                refuseCommit();
            }
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JsonSerialization.readValue(json, JsonNode.class);
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak wrote an admin event that is not JSON", e);
        }
    }

    /** Any text in the representation that names one of our roles, or is the id of a role that leads to one. */
    private boolean mentionsOurRole(RealmModel realm, JsonNode node) {
        if (node.isTextual()) {
            return AimRole.isName(node.asText()) || leadsToOurs(realm, node.asText());
        }
        for (JsonNode child : node) {
            if (mentionsOurRole(realm, child)) {
                return true;
            }
        }
        return false;
    }

    private boolean leadsToOurs(RealmModel realm, String id) {
        if (id.length() != 36) {
            return false;
        }
        RoleModel role = session.roles().getRoleById(realm, id);
        return role != null && AimRole.leadsTo(role);
    }

    private void refuseCommit() {
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                throw RoleGuard.refusal();
            }

            @Override
            protected void rollbackImpl() {
                // refused already
            }
        });
    }

    @Override
    public void onEvent(Event event) {
        // only administrators' changes matter
    }

    @Override
    public void close() {
        // stateless
    }
}
