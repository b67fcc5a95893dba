package io.aim.keycloak.spi.capability;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link CapabilityProvider}. */
public interface CapabilityProviderFactory extends ProviderFactory<CapabilityProvider> {}
