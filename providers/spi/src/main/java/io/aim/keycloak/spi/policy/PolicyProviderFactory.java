package io.aim.keycloak.spi.policy;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link PolicyProvider}. */
public interface PolicyProviderFactory extends ProviderFactory<PolicyProvider> {}
