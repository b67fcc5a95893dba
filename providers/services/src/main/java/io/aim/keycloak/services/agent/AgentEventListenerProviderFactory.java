package io.aim.keycloak.services.agent;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Factory of {@link AgentEventListenerProvider}. */
public final class AgentEventListenerProviderFactory implements EventListenerProviderFactory {

    /** Provider id, as it stands among the realm's event listeners. */
    public static final String ID = "aim-agents";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return AgentEventListenerProvider.INSTANCE;
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
