package io.aim.keycloak.services.audit.export;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for exports of the audit trail. */
public final class AuditExportSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-audit-export";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AuditExportProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AuditExportProviderFactory.class;
    }
}
