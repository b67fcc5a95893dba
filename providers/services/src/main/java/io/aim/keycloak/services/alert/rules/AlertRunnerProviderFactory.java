package io.aim.keycloak.services.alert.rules;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AlertRunnerProvider}. */
public interface AlertRunnerProviderFactory extends ProviderFactory<AlertRunnerProvider> {}
