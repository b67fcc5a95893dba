package io.aim.keycloak.services.permission;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/** The power of a user who did not send the request: what it holds at this moment. */
final class UserPower implements Power {

    private final RealmModel realm;
    private final RealmModel userRealm;
    private final UserModel user;
    private final @Nullable AdminPermissionEvaluator auth;

    UserPower(KeycloakSession session, RealmModel realm, RealmModel userRealm, UserModel user) {
        this.realm = realm;
        this.userRealm = userRealm;
        this.user = user;
        // Keycloak's evaluator looks for the roles of a user of the administration realm in the wrong realm.
        this.auth = userRealm.getId().equals(realm.getId())
                ? AdminPermissions.evaluator(session, realm, userRealm, user)
                : null;
    }

    @Override
    public boolean holdsOneOf(AimRole... roles) {
        ClientModel container = AimRole.container(realm, userRealm);
        return container != null
                && !AimRole.leadsTo(container.getRealm().getDefaultRole())
                && Stream.of(roles).map(AimRole::roleName).anyMatch(role -> holds(container, role));
    }

    @Override
    public boolean seesClients(@Nullable ClientModel client) {
        if (auth != null) {
            return auth.clients().canView() || (client != null && auth.clients().canView(client));
        }
        return holdsOfMaster(AdminRoles.VIEW_CLIENTS) || holdsOfMaster(AdminRoles.MANAGE_CLIENTS);
    }

    @Override
    public boolean managesClients(@Nullable ClientModel client) {
        if (auth != null) {
            return auth.clients().canManage()
                    || (client != null && auth.clients().canManage(client));
        }
        return holdsOfMaster(AdminRoles.MANAGE_CLIENTS);
    }

    private boolean holdsOfMaster(String role) {
        ClientModel container = AimRole.container(realm, userRealm);
        return container != null && holds(container, role);
    }

    private boolean holds(ClientModel container, String name) {
        RoleModel role = container.getRole(name);
        return role != null && user.hasRole(role);
    }
}
