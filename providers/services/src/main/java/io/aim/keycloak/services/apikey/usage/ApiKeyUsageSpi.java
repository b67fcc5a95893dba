package io.aim.keycloak.services.apikey.usage;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the count of how often keys are used. */
public final class ApiKeyUsageSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-api-key-usage";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ApiKeyUsageProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return ApiKeyUsageProviderFactory.class;
    }
}
