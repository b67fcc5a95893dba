package io.aim.keycloak.spi.mcp;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the store of verifications of MCP servers. */
public final class McpVerificationSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "aim-mcp-verification";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return McpVerificationProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return McpVerificationProviderFactory.class;
    }
}
