package io.aim.keycloak.spi.capability;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the store of capabilities; exactly one provider is active. */
public final class CapabilitySpi implements Spi {

    /** Name of the SPI, as in {@code --spi-aim-capability--<provider>--<option>}. */
    public static final String NAME = "aim-capability";

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
        return CapabilityProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return CapabilityProviderFactory.class;
    }
}
