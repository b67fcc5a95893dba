package io.aim.keycloak.spi.policy;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the store of security policies; exactly one provider is active. */
public final class PolicySpi implements Spi {

    /** Name of the SPI, as in {@code --spi-aim-policy--<provider>--<option>}. */
    public static final String NAME = "aim-policy";

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
        return PolicyProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return PolicyProviderFactory.class;
    }
}
