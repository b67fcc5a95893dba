package io.aim.keycloak.services.mcp.verification;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for what carries out verifications of MCP servers. */
public final class McpVerifierSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-mcp-verifier";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return McpVerifierProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return McpVerifierProviderFactory.class;
    }
}
