package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/** Keycloak organizations of agents: the service account is a member, so that Keycloak's own claims and rules apply. */
record AgentOrganization(KeycloakSession session, RealmModel realm) {

    private static final String FIELD = "organization";

    /**
     * Id of the organization with that id or alias; null for null.
     *
     * @throws InvalidInputException if there is none, or the realm has no organizations
     */
    @Nullable
    String require(@Nullable String idOrAlias) {
        if (idOrAlias == null || idOrAlias.isBlank()) {
            return null;
        }
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        if (organizations == null || !realm.isOrganizationsEnabled()) {
            throw new InvalidInputException(FIELD, "organizations_disabled", "The realm does not use organizations");
        }
        OrganizationModel found = AgentRules.isLookupKey(idOrAlias) ? find(organizations, idOrAlias) : null;
        if (found == null) {
            throw new InvalidInputException(
                    FIELD, "unknown_organization", FIELD + " must be the id or alias of an organization of the realm");
        }
        return found.getId();
    }

    private static @Nullable OrganizationModel find(OrganizationProvider organizations, String idOrAlias) {
        OrganizationModel byId = isUuid(idOrAlias) ? organizations.getById(idOrAlias) : null;
        return byId == null ? organizations.getByAlias(idOrAlias) : byId;
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Moves the client's service account from one organization to another; null is none. */
    void move(ClientModel client, @Nullable String from, @Nullable String to) {
        UserModel serviceAccount = session.users().getServiceAccount(client);
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        if (serviceAccount == null || organizations == null || Objects.equals(from, to)) {
            return;
        }
        OrganizationModel left = from == null ? null : organizations.getById(from);
        if (left != null) {
            organizations.removeMember(left, serviceAccount);
        }
        OrganizationModel joined = to == null ? null : organizations.getById(to);
        if (joined != null) {
            organizations.addMember(joined, serviceAccount);
        }
    }
}
