package io.aim.keycloak.services.realm.guard;

import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.JsonWebToken;

/** Who may hand out AIM roles: administrators of everything in the realm, and the server itself. */
final class GrantAuthority {

    private GrantAuthority() {}

    /** Whether the administrator who sent the current request may hand out AIM roles of that realm. */
    static boolean mayGrant(KeycloakSession session, RealmModel realm) {
        if (!(session.getContext().getBearerToken() instanceof JsonWebToken token)) {
            // Start-up, a user's own log-in, or one of Keycloak's imports, whose admin event follows.
            return true;
        }
        String issuer = token.getIssuer();
        RealmModel userRealm = session.realms().getRealmByName(issuer.substring(issuer.lastIndexOf('/') + 1));
        return isAdministrator(realm, userRealm, session.getContext().getUser());
    }

    /** Whether the administrator of an admin event may hand out AIM roles of that realm. */
    static boolean mayGrant(KeycloakSession session, RealmModel realm, @Nullable AuthDetails administrator) {
        if (administrator == null || administrator.getRealmId() == null || administrator.getUserId() == null) {
            return false;
        }
        RealmModel userRealm = session.realms().getRealm(administrator.getRealmId());
        return userRealm != null
                && isAdministrator(realm, userRealm, session.users().getUserById(userRealm, administrator.getUserId()));
    }

    private static boolean isAdministrator(RealmModel realm, @Nullable RealmModel userRealm, @Nullable UserModel user) {
        if (userRealm == null || user == null) {
            return false;
        }
        if (Config.getAdminRealm().equals(userRealm.getName())) {
            return has(user, userRealm.getRole(AdminRoles.ADMIN));
        }
        ClientModel management = realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
        return userRealm.getId().equals(realm.getId())
                && management != null
                && has(user, management.getRole(AdminRoles.REALM_ADMIN));
    }

    private static boolean has(UserModel user, @Nullable RoleModel role) {
        return role != null && user.hasRole(role);
    }

    /** The realm that the role belongs to. */
    static RealmModel realmOf(RoleModel role) {
        return role.getContainer() instanceof ClientModel client ? client.getRealm() : (RealmModel) role.getContainer();
    }
}
