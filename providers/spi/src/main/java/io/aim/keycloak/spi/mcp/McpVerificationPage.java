package io.aim.keycloak.spi.mcp;

import java.util.List;

/**
 * Verifications of one MCP server, newest first.
 *
 * @param more whether there are older ones
 * @param total verifications on all pages
 */
public record McpVerificationPage(List<McpVerification> items, boolean more, long total) {

    public McpVerificationPage {
        items = List.copyOf(items);
    }
}
