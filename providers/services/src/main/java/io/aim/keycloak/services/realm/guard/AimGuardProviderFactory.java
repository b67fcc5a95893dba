package io.aim.keycloak.services.realm.guard;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RoleModel;
import org.keycloak.provider.ProviderEvent;

/** Puts the guards where Keycloak announces changes; active in every realm, no realm can switch it off. */
public final class AimGuardProviderFactory implements EventListenerProviderFactory {

    @Override
    public String getId() {
        return "aim-guard";
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new RoleGuardEventListener(session);
    }

    @Override
    public void init(Config.Scope config) {
        // no options
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(AimGuardProviderFactory::onEvent);
    }

    private static void onEvent(ProviderEvent event) {
        if (event instanceof RoleModel.RoleGrantedEvent granted) {
            RoleGuard.checkGrant(granted.getKeycloakSession(), granted.getRole());
        } else if (event instanceof GroupModel.GroupMemberJoinEvent joined) {
            RoleGuard.checkJoin(joined.getKeycloakSession(), joined.getGroup());
        } else if (event instanceof GroupModel.GroupPathChangeEvent moved) {
            RoleGuard.checkMove(
                    moved.getKeycloakSession(), moved.getGroup(), moved.getPreviousPath(), moved.getNewPath());
        } else if (event instanceof ClientModel.ClientUpdatedEvent updated) {
            BackingClientGuard.check(updated.getKeycloakSession(), updated.getUpdatedClient());
            RoleGuard.checkDefaultRoleAtCommit(updated.getKeycloakSession(), updated.getUpdatedClient());
        }
    }

    @Override
    public void close() {
        // nothing to release
    }
}
