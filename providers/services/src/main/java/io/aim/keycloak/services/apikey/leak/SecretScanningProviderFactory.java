package io.aim.keycloak.services.apikey.leak;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link SecretScanningProvider}. */
public interface SecretScanningProviderFactory extends ProviderFactory<SecretScanningProvider> {}
