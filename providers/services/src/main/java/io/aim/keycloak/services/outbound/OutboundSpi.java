package io.aim.keycloak.services.outbound;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for requests to hosts that realms name. */
public final class OutboundSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-outbound";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return OutboundProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return OutboundProviderFactory.class;
    }
}
