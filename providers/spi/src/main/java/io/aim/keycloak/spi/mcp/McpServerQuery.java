package io.aim.keycloak.spi.mcp;

import io.aim.keycloak.core.mcp.McpServerStatus;
import org.jspecify.annotations.Nullable;

/**
 * A search over the MCP servers of a realm; null members do not filter.
 *
 * @param search part of the name or display name, case-insensitive
 * @param ownerId user id of the owner
 * @param tag a tag
 * @param url an address in canonical form
 * @param after name after which the page begins
 * @param max size of the page
 */
public record McpServerQuery(
        @Nullable String search,
        @Nullable McpServerStatus status,
        @Nullable String ownerId,
        @Nullable String tag,
        @Nullable String url,
        @Nullable String after,
        int max) {

    /** The same search from behind that name. */
    public McpServerQuery after(@Nullable String name) {
        return new McpServerQuery(search, status, ownerId, tag, url, name, max);
    }
}
