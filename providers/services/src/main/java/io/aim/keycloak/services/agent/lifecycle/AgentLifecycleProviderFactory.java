package io.aim.keycloak.services.agent.lifecycle;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AgentLifecycleProvider}. */
public interface AgentLifecycleProviderFactory extends ProviderFactory<AgentLifecycleProvider> {}
