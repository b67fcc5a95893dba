package io.aim.keycloak.spi.alert;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AlertProvider}. */
public interface AlertProviderFactory extends ProviderFactory<AlertProvider> {}
