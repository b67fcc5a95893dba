package io.aim.keycloak.jpa.mcp;

import io.aim.keycloak.spi.mcp.McpVerificationProvider;
import io.aim.keycloak.spi.mcp.McpVerificationProviderFactory;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Factory of the JPA store; verifications go with their server and their realm ({@link McpServerCleanUp}). */
public final class JpaMcpVerificationProviderFactory implements McpVerificationProviderFactory {

    /** Provider id. */
    public static final String ID = "jpa";

    @Override
    public McpVerificationProvider create(KeycloakSession session) {
        return new JpaMcpVerificationProvider(
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
        // nothing to register
    }

    @Override
    public void close() {
        // nothing to release
    }
}
