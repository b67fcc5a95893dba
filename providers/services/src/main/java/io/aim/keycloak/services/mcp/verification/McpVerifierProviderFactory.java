package io.aim.keycloak.services.mcp.verification;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link McpVerifierProvider}. */
public interface McpVerifierProviderFactory extends ProviderFactory<McpVerifierProvider> {}
