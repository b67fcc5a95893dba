package io.aim.keycloak.spi.audit.anchor;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AuditAnchorProvider}. Its id names what it has got: it must not change, and has at most 36 characters. */
public interface AuditAnchorProviderFactory extends ProviderFactory<AuditAnchorProvider> {

    /** Whether the operator has configured it; if not, it is not used. */
    boolean isConfigured();
}
