package io.aim.keycloak.services.realm.guard;

import io.aim.keycloak.services.realm.AimRole;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.ErrorResponseException;

/** Refuses that anybody but a realm administrator hands out a role that is, or leads to, an AIM role. */
final class RoleGuard {

    private RoleGuard() {}

    /** A role is granted to a user. */
    static void checkGrant(KeycloakSession session, RoleModel role) {
        if (AimRole.leadsTo(role) && !GrantAuthority.mayGrant(session, GrantAuthority.realmOf(role))) {
            throw refusal();
        }
    }

    /** A user joins a group, and so gets its roles and those of its parents. */
    static void checkJoin(KeycloakSession session, GroupModel group) {
        for (GroupModel g = group; g != null; g = g.getParent()) {
            g.getRoleMappingsStream().forEach(role -> checkGrant(session, role));
        }
    }

    static ErrorResponseException refusal() {
        return ErrorResponse.error(
                "Only a realm administrator may hand out the AIM roles (aim-view, aim-manage, aim-operator, aim-auditor)",
                Response.Status.FORBIDDEN);
    }
}
