package io.aim.keycloak.services.apikey.usage;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link ApiKeyUsageProvider}. */
public interface ApiKeyUsageProviderFactory extends ProviderFactory<ApiKeyUsageProvider> {}
