package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditProviderFactory;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Factory of the JPA store; the trail of a realm goes with the realm. */
public final class JpaAuditProviderFactory implements AuditProviderFactory {

    /** Provider id. */
    public static final String ID = "jpa";

    @Override
    public AuditProvider create(KeycloakSession session) {
        return new JpaAuditProvider(
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
                    && removed.getKeycloakSession().getProvider(AuditProvider.class, ID)
                            instanceof JpaAuditProvider store) {
                store.realmRemoved(removed.getRealm().getId());
            }
        });
    }

    @Override
    public void close() {
        // nothing to release
    }
}
