package io.aim.keycloak.spi.apikey;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the store of API keys; exactly one provider is active. */
public final class ApiKeySpi implements Spi {

    /** Name of the SPI, as in {@code --spi-aim-api-key--<provider>--<option>}. */
    public static final String NAME = "aim-api-key";

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
        return ApiKeyProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return ApiKeyProviderFactory.class;
    }
}
