package io.aim.keycloak.services.permission;

import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import jakarta.ws.rs.ForbiddenException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * What somebody may do with agents. Two conditions hold together: the user itself holds one of our roles, <em>and</em>
 * Keycloak's own permission on clients, whose names nobody can grant to themselves, is there. Claims in a token count
 * for nothing.
 */
public final class AimPermissions {

    private final Power power;
    private final Runnable setup;
    private final Supplier<RuntimeException> refusal;

    private AimPermissions(Power power, Runnable setup, Supplier<RuntimeException> refusal) {
        this.power = power;
        this.setup = setup;
        this.refusal = refusal;
    }

    /** What the administrator who sent the request may do; the calling client must have the roles in scope too. */
    public AimPermissions(RealmModel realm, AdminPermissionEvaluator auth) {
        this(new AdministratorPower(realm, auth), () -> auth.realm().requireManageRealm(), () -> refusal(realm, auth));
    }

    /** What a user may do at this moment, who did not send the request; it is never allowed to set a realm up. */
    public static AimPermissions ofUser(
            KeycloakSession session,
            RealmModel realm,
            RealmModel userRealm,
            UserModel user,
            Supplier<RuntimeException> refusal) {
        return new AimPermissions(
                new UserPower(session, realm, userRealm, user),
                () -> {
                    throw refusal.get();
                },
                refusal);
    }

    /** May see the realm's agents. */
    public void requireView() {
        requireView(null);
    }

    /** May see one agent. */
    public void requireView(@Nullable ClientModel client) {
        require(may(ApiKeyScope.Power.VIEW, client));
    }

    /** May read the audit trail. */
    public void requireAudit() {
        require(may(ApiKeyScope.Power.AUDIT, null));
    }

    /** May register agents. */
    public void requireManage() {
        requireManage(null);
    }

    /** May change one agent. */
    public void requireManage(@Nullable ClientModel client) {
        require(may(ApiKeyScope.Power.MANAGE, client));
    }

    /** May take power away in the realm as a whole. */
    public void requireOperate() {
        requireOperate(null);
    }

    /** May take power away from one agent. */
    public void requireOperate(@Nullable ClientModel client) {
        require(may(ApiKeyScope.Power.OPERATE, client));
    }

    /** May do what a scope of that power hands on, to one agent or to all. */
    public void require(ApiKeyScope.Power wanted, @Nullable ClientModel client) {
        require(may(wanted, client));
    }

    /** Whether the power is there, for that client or for all. */
    public boolean may(ApiKeyScope.Power wanted, @Nullable ClientModel client) {
        return switch (wanted) {
            case VIEW -> power.holdsOneOf(AimRole.values()) && power.seesClients(client);
            case AUDIT -> power.holdsOneOf(AimRole.AUDITOR, AimRole.VIEW, AimRole.MANAGE) && power.seesClients(client);
            case MANAGE -> power.holdsOneOf(AimRole.MANAGE) && power.managesClients(client);
            case OPERATE ->
                (power.holdsOneOf(AimRole.OPERATOR) && power.seesClients(client))
                        || may(ApiKeyScope.Power.MANAGE, client);
        };
    }

    /** May set up the realm. */
    public void requireSetup() {
        setup.run();
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw refusal.get();
        }
    }

    private static RuntimeException refusal(RealmModel realm, AdminPermissionEvaluator auth) {
        ClientModel container = AimRole.container(realm, auth.adminAuth().getRealm());
        boolean rolesExist = container != null && container.getRole(AimRole.MANAGE.roleName()) != null;
        return !rolesExist && auth.realm().canManageRealm() && auth.clients().canManage()
                ? ErrorFormat.ADMIN.response(AimException.realmNotReady())
                : new ForbiddenException();
    }
}
