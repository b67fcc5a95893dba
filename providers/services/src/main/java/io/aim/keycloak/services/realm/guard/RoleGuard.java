package io.aim.keycloak.services.realm.guard;

import io.aim.keycloak.services.permission.AimRole;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
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

    /** A user joins a group. */
    static void checkJoin(KeycloakSession session, GroupModel group) {
        if (carriesOurRole(group)
                && !GrantAuthority.mayGrant(session, session.getContext().getRealm())) {
            throw refusal();
        }
    }

    /** A group moves: its members get the roles of its new ancestors. A rename leaves it where it is. */
    static void checkMove(KeycloakSession session, GroupModel group, String previousPath, String newPath) {
        GroupModel parent = group.getParent();
        if (parent != null && !parentOf(previousPath).equals(parentOf(newPath))) {
            checkJoin(session, parent);
        }
    }

    private static String parentOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Whether members of the group get one of our roles from it or its ancestors. */
    static boolean carriesOurRole(GroupModel group) {
        for (GroupModel g = group; g != null; g = g.getParent()) {
            if (g.getRoleMappingsStream().anyMatch(AimRole::leadsTo)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Dynamic client registration can make a client's roles default roles of the realm, with no event but this one and
     * after it; nobody is to have an AIM role by default.
     */
    static void checkDefaultRoleAtCommit(KeycloakSession session, ClientModel updated) {
        if (!AimRole.isContainer(updated)) {
            return;
        }
        RealmModel realm = updated.getRealm();
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                if (AimRole.leadsTo(realm.getDefaultRole())) {
                    throw refusal();
                }
            }

            @Override
            protected void rollbackImpl() {
                // nothing to undo
            }
        });
    }

    static ErrorResponseException refusal() {
        return ErrorResponse.error(
                "Only a realm administrator may hand out the AIM roles (aim-view, aim-manage, aim-operator, aim-auditor)",
                Response.Status.FORBIDDEN);
    }
}
