package io.aim.keycloak.services.permission;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** The power of the administrator who sent a request: what the user holds and the calling client has in scope. */
record AdministratorPower(RealmModel realm, AdminPermissionEvaluator auth) implements Power {

    @Override
    public boolean holdsOneOf(AimRole... roles) {
        ClientModel container = AimRole.container(realm, auth.adminAuth().getRealm());
        // A role that everybody has by default is nobody's authority.
        return container != null
                && !AimRole.leadsTo(container.getRealm().getDefaultRole())
                && auth.adminAuth()
                        .hasOneOfAppRole(
                                container,
                                Stream.of(roles).map(AimRole::roleName).toArray(String[]::new));
    }

    @Override
    public boolean seesClients(@Nullable ClientModel client) {
        return auth.clients().canView() || (client != null && auth.clients().canView(client));
    }

    @Override
    public boolean managesClients(@Nullable ClientModel client) {
        return auth.clients().canManage() || (client != null && auth.clients().canManage(client));
    }
}
