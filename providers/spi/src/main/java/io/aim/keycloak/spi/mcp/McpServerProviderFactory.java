package io.aim.keycloak.spi.mcp;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link McpServerProvider}. */
public interface McpServerProviderFactory extends ProviderFactory<McpServerProvider> {}
