package io.aim.keycloak.jpa.apikey;

import io.aim.keycloak.spi.apikey.ApiKeyProvider;
import io.aim.keycloak.spi.apikey.ApiKeyProviderFactory;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Factory of the JPA store; the keys of a realm go with the realm. */
public final class JpaApiKeyProviderFactory implements ApiKeyProviderFactory {

    /** Provider id. */
    public static final String ID = "jpa";

    @Override
    public ApiKeyProvider create(KeycloakSession session) {
        return new JpaApiKeyProvider(
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
        factory.register(event -> {
            if (event instanceof RealmModel.RealmRemovedEvent removed
                    && removed.getKeycloakSession().getProvider(ApiKeyProvider.class, ID)
                            instanceof JpaApiKeyProvider store) {
                store.realmRemoved(removed.getRealm().getId());
            }
        });
    }

    @Override
    public void close() {
        // nothing to release
    }
}
