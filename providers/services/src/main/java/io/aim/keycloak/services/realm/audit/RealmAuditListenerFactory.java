package io.aim.keycloak.services.realm.audit;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Factory of {@link RealmAuditListener}; no realm can switch it off. */
public final class RealmAuditListenerFactory implements EventListenerProviderFactory {

    /** Provider id. */
    public static final String ID = "aim-realm-audit";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new RealmAuditListener(session);
    }

    @Override
    public boolean isGlobal() {
        return true;
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
