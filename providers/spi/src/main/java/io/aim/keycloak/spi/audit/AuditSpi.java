package io.aim.keycloak.spi.audit;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the store of the audit trail; exactly one provider is active. */
public final class AuditSpi implements Spi {

    /** Name of the SPI, as in {@code --spi-aim-audit--<provider>--<option>}. */
    public static final String NAME = "aim-audit";

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
        return AuditProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AuditProviderFactory.class;
    }
}
