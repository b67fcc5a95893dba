package io.aim.keycloak.services.audit.checkpoint;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the background work on the audit trail. */
public final class AuditSequencerSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-audit-sequencer";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AuditSequencerProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AuditSequencerProviderFactory.class;
    }
}
