package io.aim.keycloak.services.alert.rules;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for what looks at the trail in the background. */
public final class AlertRunnerSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-alert-runner";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AlertRunnerProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AlertRunnerProviderFactory.class;
    }
}
