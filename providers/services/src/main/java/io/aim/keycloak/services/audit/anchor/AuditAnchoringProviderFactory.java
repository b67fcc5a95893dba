package io.aim.keycloak.services.audit.anchor;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AuditAnchoringProvider}. */
public interface AuditAnchoringProviderFactory extends ProviderFactory<AuditAnchoringProvider> {}
