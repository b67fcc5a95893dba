package io.aim.keycloak.services.outbound;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link OutboundProvider}. */
public interface OutboundProviderFactory extends ProviderFactory<OutboundProvider> {}
