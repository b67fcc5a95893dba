package io.aim.keycloak.services.audit.checkpoint;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AuditSequencerProvider}. */
public interface AuditSequencerProviderFactory extends ProviderFactory<AuditSequencerProvider> {}
