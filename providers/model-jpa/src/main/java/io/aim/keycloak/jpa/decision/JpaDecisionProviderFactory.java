package io.aim.keycloak.jpa.decision;

import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.DecisionProviderFactory;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Factory of the JPA store; what belongs to a realm goes with the realm. */
public final class JpaDecisionProviderFactory implements DecisionProviderFactory {

    /** Provider id. */
    public static final String ID = "jpa";

    @Override
    public DecisionProvider create(KeycloakSession session) {
        return new JpaDecisionProvider(
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
                    && removed.getKeycloakSession().getProvider(DecisionProvider.class, ID)
                            instanceof JpaDecisionProvider store) {
                store.realmRemoved(removed.getRealm().getId());
            }
        });
    }

    @Override
    public void close() {
        // nothing to release
    }
}
