package io.aim.keycloak.services.realm;

import jakarta.ws.rs.ForbiddenException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * What an administrator may do with agents. Two conditions hold together: the user itself holds one of our roles and the
 * calling client has it in scope, <em>and</em> Keycloak's own permission on clients, whose names nobody can grant to
 * themselves, is there. Claims in the token count for nothing.
 */
public final class AimPermissions {

    private final RealmModel realm;
    private final AdminPermissionEvaluator auth;

    public AimPermissions(RealmModel realm, AdminPermissionEvaluator auth) {
        this.realm = realm;
        this.auth = auth;
    }

    /** May see the realm's agents. */
    public void requireView() {
        require(has(AimRole.values()) && auth.clients().canView());
    }

    /** May see one agent. */
    public void requireView(@Nullable ClientModel client) {
        require(has(AimRole.values())
                && (auth.clients().canView()
                        || (client != null && auth.clients().canView(client))));
    }

    /** May register agents. */
    public void requireManage() {
        require(has(AimRole.MANAGE) && auth.clients().canManage());
    }

    /** May change one agent. */
    public void requireManage(@Nullable ClientModel client) {
        require(has(AimRole.MANAGE) && canManage(client));
    }

    /** May take power away from one agent. */
    public void requireOperate(@Nullable ClientModel client) {
        boolean operator = has(AimRole.OPERATOR)
                && (auth.clients().canView()
                        || (client != null && auth.clients().canView(client)));
        require(operator || (has(AimRole.MANAGE) && canManage(client)));
    }

    /** May set up the realm. */
    public void requireSetup() {
        auth.realm().requireManageRealm();
    }

    private boolean canManage(@Nullable ClientModel client) {
        return auth.clients().canManage() || (client != null && auth.clients().canManage(client));
    }

    private boolean has(AimRole... roles) {
        AdminAuth admin = auth.adminAuth();
        ClientModel container = Config.getAdminRealm().equals(admin.getRealm().getName())
                ? realm.getMasterAdminClient()
                : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
        return container != null
                && admin.hasOneOfAppRole(
                        container, Stream.of(roles).map(AimRole::roleName).toArray(String[]::new));
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new ForbiddenException();
        }
    }
}
