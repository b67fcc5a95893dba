package io.aim.keycloak.spi.decision;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the store of decisions and violations; exactly one provider is active. */
public final class DecisionSpi implements Spi {

    /** Name of the SPI, as in {@code --spi-aim-decision--<provider>--<option>}. */
    public static final String NAME = "aim-decision";

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
        return DecisionProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return DecisionProviderFactory.class;
    }
}
