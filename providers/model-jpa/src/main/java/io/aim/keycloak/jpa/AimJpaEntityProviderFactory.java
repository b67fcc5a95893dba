package io.aim.keycloak.jpa;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Factory of the entity provider. */
public final class AimJpaEntityProviderFactory implements JpaEntityProviderFactory {

    /**
     * Keycloak names the table of applied change sets after the first ten letters of this id: they must differ from every
     * other extension's, and the id must never change.
     */
    public static final String ID = "aim-identity";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new AimJpaEntityProvider();
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
        // nothing to register
    }

    @Override
    public void close() {
        // nothing to release
    }
}
