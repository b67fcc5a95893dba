package io.aim.keycloak.services.realm.setup;

import io.aim.keycloak.services.permission.AimRole;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The AIM roles, each part of the composite that makes a realm administrator. */
final class RolesStep implements SetupStep {

    private static final String ITEM = "roles";

    @Override
    public SetupItem check(KeycloakSession session, RealmModel realm) {
        List<String> missing = new ArrayList<>();
        for (ClientModel container : AimRole.containers(realm)) {
            RoleModel everything = everything(container);
            for (AimRole role : AimRole.values()) {
                RoleModel existing = container.getRole(role.roleName());
                if (existing == null || !everything.hasRole(existing)) {
                    missing.add(container.getClientId() + "." + role.roleName());
                }
            }
        }
        return missing.isEmpty()
                ? SetupItem.of(
                        ITEM, SetupItem.Status.PRESENT, "aim-view, aim-manage, aim-operator and aim-auditor exist")
                : SetupItem.of(ITEM, SetupItem.Status.MISSING, String.join(", ", missing));
    }

    @Override
    public List<SetupChange> apply(KeycloakSession session, RealmModel realm) {
        List<SetupChange> changes = new ArrayList<>();
        for (ClientModel container : AimRole.containers(realm)) {
            for (AimRole role : AimRole.values()) {
                addRole(container, role, changes);
            }
        }
        return changes;
    }

    private static void addRole(ClientModel container, AimRole role, List<SetupChange> changes) {
        RoleModel model = container.getRole(role.roleName());
        if (model == null) {
            model = container.addRole(role.roleName());
            model.setDescription("${role_" + role.roleName() + "}");
            changes.add(new SetupChange(ITEM, "created", container.getClientId() + "." + role.roleName()));
        }
        RoleModel everything = everything(container);
        if (!everything.hasRole(model)) {
            everything.addCompositeRole(model);
            changes.add(new SetupChange(ITEM, "added", role.roleName() + " to " + everything.getName()));
        }
    }

    /** {@code admin} of the administration realm, or {@code realm-admin} of the realm itself. */
    private static RoleModel everything(ClientModel container) {
        return Config.getAdminRealm().equals(container.getRealm().getName())
                ? container.getRealm().getRole(AdminRoles.ADMIN)
                : container.getRole(AdminRoles.REALM_ADMIN);
    }
}
