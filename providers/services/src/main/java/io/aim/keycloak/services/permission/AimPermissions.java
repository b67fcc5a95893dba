package io.aim.keycloak.services.permission;

import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import jakarta.ws.rs.ForbiddenException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
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

    /** May read the audit trail. */
    public void requireAudit() {
        require(has(AimRole.AUDITOR, AimRole.VIEW, AimRole.MANAGE)
                && auth.clients().canView());
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
        ClientModel container = container();
        // A role that everybody has by default is nobody's authority.
        return container != null
                && !AimRole.leadsTo(container.getRealm().getDefaultRole())
                && auth.adminAuth()
                        .hasOneOfAppRole(
                                container,
                                Stream.of(roles).map(AimRole::roleName).toArray(String[]::new));
    }

    /** The client whose roles this administrator holds: which one depends on the realm that it comes from. */
    private @Nullable ClientModel container() {
        return Config.getAdminRealm().equals(auth.adminAuth().getRealm().getName())
                ? realm.getMasterAdminClient()
                : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    }

    private void require(boolean allowed) {
        if (allowed) {
            return;
        }
        ClientModel container = container();
        boolean rolesExist = container != null && container.getRole(AimRole.MANAGE.roleName()) != null;
        if (!rolesExist && auth.realm().canManageRealm() && auth.clients().canManage()) {
            throw ErrorFormat.ADMIN.response(AimException.realmNotReady());
        }
        throw new ForbiddenException();
    }
}
