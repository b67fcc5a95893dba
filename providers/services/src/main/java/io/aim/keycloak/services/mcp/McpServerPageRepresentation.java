package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.NameCursor;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.mcp.McpServerPage;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of MCP servers in the order of their names.
 *
 * @param next cursor for {@code after}; absent on the last page
 * @param total number of servers that match, all pages counted
 * @param totalIsEstimate whether there are more: counting ends at {@code total}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "McpServerPage")
public record McpServerPageRepresentation(
        List<McpServerRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {

    static McpServerPageRepresentation of(UserLookup users, McpServerPage page, boolean brief) {
        return new McpServerPageRepresentation(
                page.items().stream()
                        .map(server -> brief
                                ? McpServerRepresentation.brief(users, server)
                                : McpServerRepresentation.full(users, server))
                        .toList(),
                next(page),
                page.total(),
                page.totalIsEstimate());
    }

    /** Cursor of the page that follows, or null. */
    static @Nullable String next(McpServerPage page) {
        return page.more()
                ? NameCursor.text(page.items().get(page.items().size() - 1).getName())
                : null;
    }
}
