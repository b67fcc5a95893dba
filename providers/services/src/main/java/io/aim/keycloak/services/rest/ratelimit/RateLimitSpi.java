package io.aim.keycloak.services.rest.ratelimit;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for limits on how often somebody may ask. */
public final class RateLimitSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-rate-limit";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return RateLimitProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return RateLimitProviderFactory.class;
    }
}
