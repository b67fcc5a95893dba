package io.aim.keycloak.jpa.policy;

import io.aim.keycloak.spi.policy.PolicyProvider;
import io.aim.keycloak.spi.policy.PolicyProviderFactory;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Factory of the JPA store; what belongs to a realm goes with the realm. */
public final class JpaPolicyProviderFactory implements PolicyProviderFactory {

    /** Provider id. */
    public static final String ID = "jpa";

    private final PolicyCache cache = new PolicyCache();

    @Override
    public PolicyProvider create(KeycloakSession session) {
        return new JpaPolicyProvider(
                session.getProvider(JpaConnectionProvider.class).getEntityManager(), cache);
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
                    && removed.getKeycloakSession().getProvider(PolicyProvider.class, ID)
                            instanceof JpaPolicyProvider store) {
                store.realmRemoved(removed.getRealm().getId());
            }
        });
    }

    @Override
    public void close() {
        // nothing to release
    }
}
