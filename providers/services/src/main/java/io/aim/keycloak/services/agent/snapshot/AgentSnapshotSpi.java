package io.aim.keycloak.services.agent.snapshot;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the node's view of agents. */
public final class AgentSnapshotSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-agent-snapshot";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AgentSnapshotProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AgentSnapshotProviderFactory.class;
    }
}
