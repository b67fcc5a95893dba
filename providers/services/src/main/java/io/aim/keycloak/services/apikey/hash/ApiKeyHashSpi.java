package io.aim.keycloak.services.apikey.hash;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for how keys are hashed. */
public final class ApiKeyHashSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-api-key-hash";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ApiKeyHashProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return ApiKeyHashProviderFactory.class;
    }
}
