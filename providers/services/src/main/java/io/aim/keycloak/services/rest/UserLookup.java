package io.aim.keycloak.services.rest;

import io.aim.keycloak.core.InvalidInputException;
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

    /**
     * The user with that id or username, who is a person.
     *
     * @throws InvalidInputException naming the field if there is none
     */
    public UserModel requirePerson(String field, @Nullable String idOrUsername) {
        UserModel user = find(AgentRules.required(field, idOrUsername));
        if (user == null || user.getServiceAccountClientLink() != null) {
            throw new InvalidInputException(field, "unknown_user", field + " must be a user of the realm");
        }
        return user;
    }

    /**
     * The id by which a list is filtered, or null for no filter. Unknown text filters by itself, and so finds nothing.
     *
     * @throws InvalidInputException naming the field if the database would refuse it
     */
    public @Nullable String idFor(String field, @Nullable String idOrUsername) {
        if (idOrUsername == null || idOrUsername.isBlank()) {
            return null;
        }
        if (!AgentRules.isLookupKey(idOrUsername)) {
            throw new InvalidInputException(field, "invalid_characters", field + " must be a user id or username");
        }
        UserModel user = find(idOrUsername);
        return user == null ? idOrUsername : user.getId();
    }

    /** Whether that is an enabled user of the realm. */
    public boolean isThere(@Nullable String userId) {
        UserModel user = userId == null ? null : session.users().getUserById(realm, userId);
        return user != null && user.isEnabled();
    }

    /** How answers name that user; null for null. */
    public @Nullable UserReference reference(@Nullable String userId) {
        if (userId == null) {
            return null;
        }
        UserModel user = session.users().getUserById(realm, userId);
        return new UserReference(userId, user == null ? null : user.getUsername());
    }

    /** The id of a federated user is {@code f:provider:id}; Keycloak fails on one that ends before its second colon. */
    private static boolean mayBeId(String text) {
        return !text.startsWith("f:") || text.indexOf(':', 2) >= 0;
    }
}
