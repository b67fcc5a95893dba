package io.aim.keycloak.services.audit.writing;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the durable writing of events on the token path. */
public final class AuditWriterSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-audit-writer";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AuditWriterProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AuditWriterProviderFactory.class;
    }
}
