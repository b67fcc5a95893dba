package io.aim.keycloak.services.audit.forward;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AuditForwarderProvider}. */
public interface AuditForwarderProviderFactory extends ProviderFactory<AuditForwarderProvider> {}
