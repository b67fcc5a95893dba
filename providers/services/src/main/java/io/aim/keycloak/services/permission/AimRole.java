package io.aim.keycloak.services.permission;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The roles of the product on {@code realm-management} (and on the realm's client in the administration realm).
 * Keycloak's own guards do not know these names, so holding one is never enough: see {@link AimPermissions}.
 */
public enum AimRole {
    /** See agents and everything about them. */
    VIEW("aim-view"),
    /** Register, change and verify agents. */
    MANAGE("aim-manage"),
    /** Only take power away: suspend, revoke. */
    OPERATOR("aim-operator"),
    /** Read the trail and reports. */
    AUDITOR("aim-auditor");

    private final String roleName;

    AimRole(String roleName) {
        this.roleName = roleName;
    }

    /** Name of the Keycloak role. */
    public String roleName() {
        return roleName;
    }

    /** Whether that is the name of one of our roles. */
    public static boolean isName(@Nullable String name) {
        return Stream.of(values()).anyMatch(role -> role.roleName.equals(name));
    }

    /** The client whose roles users of that realm hold when they administer {@code realm}. */
    static @Nullable ClientModel container(RealmModel realm, RealmModel userRealm) {
        return isAdministrationRealm(userRealm)
                ? realm.getMasterAdminClient()
                : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    }

    /** The clients that carry the roles for a realm. */
    public static List<ClientModel> containers(RealmModel realm) {
        return Stream.of(
                        Optional.ofNullable(realm.getMasterAdminClient()),
                        isAdministrationRealm(realm)
                                ? Optional.<ClientModel>empty()
                                : Optional.ofNullable(realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether the role is one of ours, on a client that carries them, or leads to one. */
    public static boolean leadsTo(@Nullable RoleModel role) {
        return role != null && leadsTo(role, new HashSet<>());
    }

    /** Keycloak lets composites contain each other. */
    private static boolean leadsTo(RoleModel role, Set<String> seen) {
        return seen.add(role.getId())
                && (isOurs(role)
                        || (role.isComposite() && role.getCompositesStream().anyMatch(part -> leadsTo(part, seen))));
    }

    /** Whether the client is one that carries the roles. */
    public static boolean isContainer(ClientModel client) {
        return Constants.REALM_MANAGEMENT_CLIENT_ID.equals(client.getClientId())
                || isAdministrationRealm(client.getRealm());
    }

    private static boolean isOurs(RoleModel role) {
        return isName(role.getName()) && role.getContainer() instanceof ClientModel client && isContainer(client);
    }

    private static boolean isAdministrationRealm(RealmModel realm) {
        return Config.getAdminRealm().equals(realm.getName());
    }
}
