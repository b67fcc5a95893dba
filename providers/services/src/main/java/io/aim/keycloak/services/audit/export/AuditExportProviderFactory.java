package io.aim.keycloak.services.audit.export;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AuditExportProvider}. */
public interface AuditExportProviderFactory extends ProviderFactory<AuditExportProvider> {}
