package io.aim.keycloak.services.mcp;

import io.aim.keycloak.spi.mcp.McpServerModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** What Keycloak's admin events say about MCP servers. */
final class McpServerEvents {

    private McpServerEvents() {}

    /** The same event with the server in its details. */
    static AdminEventBuilder about(AdminEventBuilder event, McpServerModel server) {
        return event.detail("aim_mcp_server_id", server.getId()).detail("aim_mcp_server_name", server.getName());
    }
}
