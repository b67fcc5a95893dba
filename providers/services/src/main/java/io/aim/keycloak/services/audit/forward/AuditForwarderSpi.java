package io.aim.keycloak.services.audit.forward;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for what forwards the audit trail. */
public final class AuditForwarderSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-audit-forwarder";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AuditForwarderProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AuditForwarderProviderFactory.class;
    }
}
