package io.aim.keycloak.spi.mcp;

import java.util.List;

/**
 * A page of a search.
 *
 * @param items the servers
 * @param more whether others follow
 * @param total number of servers that match, all pages counted up to {@link McpServerProvider#COUNT_LIMIT}
 * @param totalIsEstimate whether there are more
 */
public record McpServerPage(List<McpServerModel> items, boolean more, long total, boolean totalIsEstimate) {

    public McpServerPage {
        items = List.copyOf(items);
    }
}
