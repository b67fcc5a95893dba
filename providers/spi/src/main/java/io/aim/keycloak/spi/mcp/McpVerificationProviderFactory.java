package io.aim.keycloak.spi.mcp;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link McpVerificationProvider}. */
public interface McpVerificationProviderFactory extends ProviderFactory<McpVerificationProvider> {}
