package io.aim.keycloak.jpa.capability;

import io.aim.keycloak.spi.capability.CapabilityProvider;
import io.aim.keycloak.spi.capability.CapabilityProviderFactory;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Factory of the JPA store; what belongs to a realm goes with the realm. */
public final class JpaCapabilityProviderFactory implements CapabilityProviderFactory {

    /** Provider id. */
    public static final String ID = "jpa";

    @Override
    public CapabilityProvider create(KeycloakSession session) {
        return new JpaCapabilityProvider(
                session, session.getProvider(JpaConnectionProvider.class).getEntityManager());
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
                    && removed.getKeycloakSession().getProvider(CapabilityProvider.class, ID)
                            instanceof JpaCapabilityProvider store) {
                store.realmRemoved(removed.getRealm().getId());
            }
        });
    }

    @Override
    public void close() {
        // nothing to release
    }
}
