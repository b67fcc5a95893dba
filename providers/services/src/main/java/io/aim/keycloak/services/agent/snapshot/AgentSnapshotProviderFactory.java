package io.aim.keycloak.services.agent.snapshot;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link AgentSnapshotProvider}. */
public interface AgentSnapshotProviderFactory extends ProviderFactory<AgentSnapshotProvider> {}
