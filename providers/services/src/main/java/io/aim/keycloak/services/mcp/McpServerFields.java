package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.mcp.McpServerRules;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProfile;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Environment;

/** The fields that describe an MCP server, as a registration or a change sends them. */
final class McpServerFields {

    /** Names of the fields. */
    static final String[] NAMES = {"displayName", "description", "verificationUrl", "version", "metadata", "tags"};

    private McpServerFields() {}

    /** The address in its canonical form; plain HTTP to this machine is for development. */
    static String url(@Nullable String sent) {
        return McpServerRules.url("url", sent, Environment.isDevMode());
    }

    static McpServerProfile parse(JsonBody body) {
        return new McpServerProfile(
                AgentRules.text("displayName", body.text("displayName"), AgentRules.DISPLAY_NAME_MAX),
                AgentRules.text("description", body.text("description"), AgentRules.DESCRIPTION_MAX),
                McpServerRules.optionalUrl("verificationUrl", body.text("verificationUrl"), Environment.isDevMode()),
                AgentRules.text("version", body.text("version"), AgentRules.VERSION_MAX),
                AgentRules.metadata("metadata", body.textMap("metadata")),
                AgentRules.tags("tags", body.texts("tags")));
    }

    /** Changes those fields of the server that the body names. */
    static void change(McpServerModel server, JsonBody body) {
        McpServerProfile sent = parse(body);
        change(body, "displayName", () -> server.setDisplayName(sent.displayName()));
        change(body, "description", () -> server.setDescription(sent.description()));
        change(body, "verificationUrl", () -> server.setVerificationUrl(sent.verificationUrl()));
        change(body, "version", () -> server.setVersion(sent.version()));
        change(body, "metadata", () -> server.setMetadata(sent.metadata()));
        change(body, "tags", () -> server.setTags(sent.tags()));
    }

    private static void change(JsonBody body, String field, Runnable change) {
        if (body.has(field)) {
            change.run();
        }
    }
}
