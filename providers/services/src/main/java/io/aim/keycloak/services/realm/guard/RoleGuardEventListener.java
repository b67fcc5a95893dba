package io.aim.keycloak.services.realm.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.services.rest.CommitRefusal;
import java.io.IOException;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/**
 * Guards the ways to an AIM role that Keycloak announces by admin events only: roles of groups, composites, default
 * groups, imports, mappers of identity providers and federations. Keycloak swallows what a listener throws, so the
 * refusal is thrown where the transaction is about to commit.
 */
record RoleGuardEventListener(KeycloakSession session) implements EventListenerProvider {

    private static final String DEFAULT_GROUPS = "default-groups/";

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getOperationType() == OperationType.DELETE || AdminEvents.isOurOwn(event)) {
            return;
        }
        boolean refused = true; // also if the look itself fails: Keycloak would swallow that and commit
        try {
            RealmModel realm = session.realms().getRealm(event.getRealmId());
            refused = realm != null
                    && !GrantAuthority.mayGrant(session, realm, event.getAuthDetails())
                    && handsOutOurRole(realm, event);
        } finally {
            if (refused) {
                CommitRefusal.refuse(session, RoleGuard::refusal);
            }
        }
    }

    private boolean handsOutOurRole(RealmModel realm, AdminEvent event) {
        String path = event.getResourcePath();
        if (event.getResourceType() == ResourceType.GROUP && path != null && path.startsWith(DEFAULT_GROUPS)) {
            GroupModel group = session.groups().getGroupById(realm, path.substring(DEFAULT_GROUPS.length()));
            return group != null && RoleGuard.carriesOurRole(group);
        }
        return event.getRepresentation() != null
                && new RoleMentions(session, realm).in(parse(event.getRepresentation()));
    }

    private static JsonNode parse(String json) {
        try {
            return JsonSerialization.readValue(json, JsonNode.class);
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak wrote an admin event that is not JSON", e);
        }
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
