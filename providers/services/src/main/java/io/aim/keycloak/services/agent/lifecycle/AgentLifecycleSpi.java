package io.aim.keycloak.services.agent.lifecycle;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for what time does to agents. */
public final class AgentLifecycleSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "aim-agent-lifecycle";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AgentLifecycleProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AgentLifecycleProviderFactory.class;
    }
}
