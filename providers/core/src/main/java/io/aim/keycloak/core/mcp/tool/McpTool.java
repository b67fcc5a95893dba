package io.aim.keycloak.core.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.Sha256;
import io.aim.keycloak.core.audit.CanonicalJson;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A tool as a server describes it in {@code tools/list} (Model Context Protocol), reduced to what an agent's model is told
 * of it: whoever changes any of that changes what the agent will do.
 *
 * @param name unique in its server: 1 to 128 of {@code A-Z a-z 0-9 _ - . /}
 * @param pin {@code sha256-} and base64url of SHA-256 over the canonical form (RFC 8785) of the description
 * @param description the members {@code name}, {@code title}, {@code description}, {@code inputSchema},
 *     {@code outputSchema} and {@code annotations}, as far as the server sent them; not to be changed
 */
public record McpTool(String name, String pin, ObjectNode description) {

    /** Longest canonical form of a description, in characters. */
    public static final int MAX_LENGTH = 64 * 1024;

    private static final List<String> PINNED =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");

    private static final String PREFIX = "sha256-";

    /**
     * Reads a member of {@code tools}.
     *
     * @param field path of that member, for errors
     * @throws InvalidInputException {@code tool_invalid}, {@code tool_name_invalid}, {@code tool_too_large}
     */
    public static McpTool of(String field, JsonNode sent) {
        if (!sent.isObject()) {
            throw new InvalidInputException(field, "tool_invalid", "A tool is an object");
        }
        String name = sent.path("name").asText();
        if (!sent.path("name").isTextual() || !NAME.matcher(name).matches()) {
            throw new InvalidInputException(
                    field + ".name",
                    "tool_name_invalid",
                    "A tool's name has 1 to 128 letters, digits, '_', '-', '.', '/'");
        }
        ObjectNode description = JsonNodeFactory.instance.objectNode();
        PINNED.stream().filter(sent::hasNonNull).forEach(member -> description.set(member, sent.get(member)));
        return of(field, name, description);
    }

    private static McpTool of(String field, String name, ObjectNode description) {
        String canonical;
        try {
            canonical = CanonicalJson.ofAny(description);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(field, "tool_invalid", "A tool's description has no canonical form");
        }
        if (canonical.length() > MAX_LENGTH) {
            throw new InvalidInputException(
                    field, "tool_too_large", "A tool's description has at most " + MAX_LENGTH + " characters");
        }
        return new McpTool(name, PREFIX + Sha256.base64Url(canonical), description);
    }
}
