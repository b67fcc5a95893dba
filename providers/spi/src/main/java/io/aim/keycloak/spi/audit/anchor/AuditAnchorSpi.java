package io.aim.keycloak.spi.audit.anchor;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the places that keep checkpoints; every provider that is configured is used. */
public final class AuditAnchorSpi implements Spi {

    /** Name of the SPI, as in {@code --spi-aim-audit-anchor--<provider>--<option>}. */
    public static final String NAME = "aim-audit-anchor";

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
        return AuditAnchorProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AuditAnchorProviderFactory.class;
    }
}
