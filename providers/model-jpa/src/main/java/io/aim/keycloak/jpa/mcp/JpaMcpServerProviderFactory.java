package io.aim.keycloak.jpa.mcp;

import io.aim.keycloak.spi.mcp.McpServerProvider;
import io.aim.keycloak.spi.mcp.McpServerProviderFactory;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** Factory of the JPA store; keeps the rows in step with realms, clients and users that are removed. */
public final class JpaMcpServerProviderFactory implements McpServerProviderFactory {

    /** Provider id. */
    public static final String ID = "jpa";

    @Override
    public McpServerProvider create(KeycloakSession session) {
        return new JpaMcpServerProvider(
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
        factory.register(JpaMcpServerProviderFactory::cleanUp);
    }

    private static void cleanUp(ProviderEvent event) {
        if (event instanceof RealmModel.RealmRemovedEvent removed) {
            store(removed.getKeycloakSession()).realmRemoved(removed.getRealm().getId());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            ClientModel client = removed.getClient();
            store(removed.getKeycloakSession()).clientRemoved(client.getRealm(), client.getId());
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            store(removed.getKeycloakSession())
                    .userRemoved(removed.getRealm(), removed.getUser().getId());
        }
    }

    private static McpServerCleanUp store(KeycloakSession session) {
        return ((JpaMcpServerProvider) session.getProvider(McpServerProvider.class, ID)).cleanUp();
    }

    @Override
    public void close() {
        // nothing to release
    }
}
