package io.aim.keycloak.services.apikey.leak;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the trust in reports of secret scanners. */
public final class SecretScanningSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-secret-scanning";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return SecretScanningProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return SecretScanningProviderFactory.class;
    }
}
