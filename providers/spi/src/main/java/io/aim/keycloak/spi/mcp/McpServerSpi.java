package io.aim.keycloak.spi.mcp;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** SPI for the store of MCP servers; exactly one provider is active. */
public final class McpServerSpi implements Spi {

    /** Name of the SPI, as in {@code --spi-aim-mcp-server--<provider>--<option>}. */
    public static final String NAME = "aim-mcp-server";

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return McpServerProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return McpServerProviderFactory.class;
    }
}
