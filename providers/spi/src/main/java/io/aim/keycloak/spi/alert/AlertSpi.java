package io.aim.keycloak.spi.alert;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the store of alerts; exactly one provider is active. */
public final class AlertSpi implements Spi {

    /** Name of the SPI, as in {@code --spi-aim-alert--<provider>--<option>}. */
    public static final String NAME = "aim-alert";

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
        return AlertProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AlertProviderFactory.class;
    }
}
