package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentRules;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Finds the users of a realm as callers name them. */
public record UserLookup(KeycloakSession session, RealmModel realm) {

    /** The user with that id, or else with that username; null if there is none. */
    public @Nullable UserModel find(String idOrUsername) {
        if (!AgentRules.isLookupKey(idOrUsername)) {
            return null;
        }
        UserModel user = mayBeId(idOrUsername) ? session.users().getUserById(realm, idOrUsername) : null;
        return user == null ? session.users().getUserByUsername(realm, idOrUsername) : user;
    }

    /** The id of a federated user is {@code f:provider:id}; Keycloak fails on one that ends before its second colon. */
    private static boolean mayBeId(String text) {
        return !text.startsWith("f:") || text.indexOf(':', 2) >= 0;
    }
}
