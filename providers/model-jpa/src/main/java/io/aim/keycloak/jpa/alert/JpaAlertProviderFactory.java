package io.aim.keycloak.jpa.alert;

import io.aim.keycloak.spi.alert.AlertProvider;
import io.aim.keycloak.spi.alert.AlertProviderFactory;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** Factory of the JPA store; the alerts of a realm go with the realm, and who leaves is told nothing any more. */
public final class JpaAlertProviderFactory implements AlertProviderFactory {

    /** Provider id. */
    public static final String ID = "jpa";

    @Override
    public AlertProvider create(KeycloakSession session) {
        return new JpaAlertProvider(
                session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {
        // no options
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(JpaAlertProviderFactory::cleanUp);
    }

    private static void cleanUp(ProviderEvent event) {
        if (event instanceof RealmModel.RealmRemovedEvent removed) {
            store(removed.getKeycloakSession()).realmRemoved(removed.getRealm().getId());
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            store(removed.getKeycloakSession())
                    .userRemoved(removed.getRealm().getId(), removed.getUser().getId());
        }
    }

    private static JpaAlertProvider store(KeycloakSession session) {
        return (JpaAlertProvider) session.getProvider(AlertProvider.class, ID);
    }

    @Override
    public void close() {
        // nothing to release
    }
}
