package io.aim.keycloak.services.realm.retention;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for what removes in the background what realms keep no longer. */
public final class RetentionSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-retention";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return RetentionProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return RetentionProviderFactory.class;
    }
}
