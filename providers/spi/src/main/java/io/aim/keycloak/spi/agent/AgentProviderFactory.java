package io.aim.keycloak.spi.agent;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AgentProvider}. */
public interface AgentProviderFactory extends ProviderFactory<AgentProvider> {}
