package io.aim.keycloak.spi.decision;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link DecisionProvider}. */
public interface DecisionProviderFactory extends ProviderFactory<DecisionProvider> {}
