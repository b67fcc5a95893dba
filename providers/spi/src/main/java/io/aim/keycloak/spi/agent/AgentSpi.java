package io.aim.keycloak.spi.agent;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the store of agents; exactly one provider is active. */
public final class AgentSpi implements Spi {

    /** Name of the SPI, as in {@code --spi-aim-agent--<provider>--<option>}. */
    public static final String NAME = "aim-agent";

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AgentProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AgentProviderFactory.class;
    }
}
