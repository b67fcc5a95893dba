package io.aim.keycloak.services.audit.anchor;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the background work that gives checkpoints to anchors. */
public final class AuditAnchoringSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-audit-anchoring";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AuditAnchoringProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return AuditAnchoringProviderFactory.class;
    }
}
