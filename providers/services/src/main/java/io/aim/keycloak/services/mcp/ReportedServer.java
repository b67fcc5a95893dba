package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.mcp.DetectionRules;
import io.aim.keycloak.core.mcp.McpServerRules;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.mcp.McpConnection.Detection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server that an agent reports to use.
 *
 * @param server id or name, or null
 * @param url address in canonical form, or null; one of both is there
 */
record ReportedServer(@Nullable String server, @Nullable String url, Detection detection) {

    private static final String LIST = "detections";

    /** The servers of a report. */
    static List<ReportedServer> parse(@Nullable String json) {
        List<JsonBody> sent = JsonBody.parse(json, LIST).objects(LIST, "server", "url", "method", "confidence");
        if (sent == null || sent.isEmpty()) {
            throw new InvalidInputException(LIST, "required", LIST + " is required");
        }
        if (sent.size() > DetectionRules.MAX) {
            throw new InvalidInputException(
                    LIST, "too_many_entries", LIST + " may have at most " + DetectionRules.MAX + " entries");
        }
        return IntStream.range(0, sent.size())
                .mapToObj(i -> JsonBody.within(LIST + "[" + i + "]", () -> of(sent.get(i))))
                .toList();
    }

    private static ReportedServer of(JsonBody body) {
        String server = body.text("server");
        String url = McpServerRules.optionalUrl("url", body.text("url"), true);
        if ((server == null) == (url == null)) {
            throw new InvalidInputException("server", "required", "Either server or url names the MCP server");
        }
        return new ReportedServer(
                server == null ? null : AgentRules.required("server", server),
                url,
                new Detection(
                        DetectionRules.method("method", body.text("method")),
                        DetectionRules.confidence("confidence", body.number("confidence"))));
    }
}
