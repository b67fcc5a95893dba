package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentProviderFactory;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** Factory of the JPA store; keeps the rows in step with realms, clients and users that are removed. */
public final class JpaAgentProviderFactory implements AgentProviderFactory {

    /** Provider id. */
    public static final String ID = "jpa";

    @Override
    public AgentProvider create(KeycloakSession session) {
        return new JpaAgentProvider(
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
        factory.register(JpaAgentProviderFactory::cleanUp);
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
        } else if (event instanceof OrganizationModel.OrganizationRemovedEvent removed) {
            store(removed.getKeycloakSession())
                    .organizationRemoved(
                            removed.getKeycloakSession().getContext().getRealm(),
                            removed.getOrganization().getId());
        }
    }

    private static AgentCleanUp store(KeycloakSession session) {
        return ((JpaAgentProvider) session.getProvider(AgentProvider.class, ID)).cleanUp();
    }

    @Override
    public void close() {
        // nothing to release
    }
}
