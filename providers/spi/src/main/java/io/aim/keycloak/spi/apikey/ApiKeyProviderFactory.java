package io.aim.keycloak.spi.apikey;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link ApiKeyProvider}. */
public interface ApiKeyProviderFactory extends ProviderFactory<ApiKeyProvider> {}
