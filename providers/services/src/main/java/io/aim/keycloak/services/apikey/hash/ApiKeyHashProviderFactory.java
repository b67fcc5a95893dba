package io.aim.keycloak.services.apikey.hash;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link ApiKeyHashProvider}. */
public interface ApiKeyHashProviderFactory extends ProviderFactory<ApiKeyHashProvider> {}
