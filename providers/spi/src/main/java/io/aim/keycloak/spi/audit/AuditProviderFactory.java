package io.aim.keycloak.spi.audit;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AuditProvider}. */
public interface AuditProviderFactory extends ProviderFactory<AuditProvider> {}
