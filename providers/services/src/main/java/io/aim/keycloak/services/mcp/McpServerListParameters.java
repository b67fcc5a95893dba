package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.mcp.McpServerRules;
import io.aim.keycloak.services.rest.NameCursor;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.mcp.McpServerQuery;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of a list of MCP servers, as sent; all of them hold together. */
public final class McpServerListParameters {

    private static final int MAX_SEARCH = 255;

    @QueryParam("search")
    @Parameter(description = "Part of the name or display name, any case")
    @Nullable
    String search;

    @QueryParam("status")
    @Nullable
    String status;

    @QueryParam("owner")
    @Parameter(description = "User id or username of the owner")
    @Nullable
    String owner;

    @QueryParam("tag")
    @Nullable
    String tag;

    @QueryParam("url")
    @Parameter(description = "The address, in whatever spelling")
    @Nullable
    String url;

    /** The same filters, given by name. */
    static McpServerListParameters of(Map<String, @Nullable String> filters) {
        McpServerListParameters parameters = new McpServerListParameters();
        filters.forEach((name, value) -> parameters.set(name, value));
        return parameters;
    }

    private void set(String name, @Nullable String value) {
        switch (name) {
            case "search" -> search = value;
            case "status" -> status = value;
            case "owner" -> owner = value;
            case "tag" -> tag = value;
            case "url" -> url = value;
            default -> throw new InvalidInputException("filter." + name, "unknown_field", "There is no such filter");
        }
    }

    /** @param cursor value of {@code after}, or null */
    McpServerQuery query(UserLookup users, @Nullable String cursor, int max) {
        return new McpServerQuery(
                AgentRules.text("search", search, MAX_SEARCH),
                status == null || status.isBlank() ? null : McpServerRules.status(status),
                users.idFor("owner", owner),
                tag == null || tag.isBlank() ? null : AgentRules.tag("tag", tag),
                McpServerRules.optionalUrl("url", url, true),
                NameCursor.parse(cursor, McpServerRules::name),
                max);
    }
}
