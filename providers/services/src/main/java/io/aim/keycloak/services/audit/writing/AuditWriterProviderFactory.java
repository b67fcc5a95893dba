package io.aim.keycloak.services.audit.writing;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AuditWriterProvider}. */
public interface AuditWriterProviderFactory extends ProviderFactory<AuditWriterProvider> {}
