package io.aim.keycloak.core.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.Sha256;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All tools of a server.
 *
 * @param tools tool by name
 */
public record ToolManifest(SortedMap<String, McpTool> tools) {

    /** Most tools of a server. */
    public static final int MAX_TOOLS = 2_000;

    public ToolManifest {
        tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
    }

    /**
     * Reads the tools that a server listed, from all pages of its answer.
     *
     * @throws InvalidInputException {@code too_many_tools}, {@code tool_duplicate} and what {@link McpTool#of} refuses
     */
    public static ToolManifest of(List<JsonNode> listed) {
        if (listed.size() > MAX_TOOLS) {
            throw new InvalidInputException("tools", "too_many_tools", "A server has at most " + MAX_TOOLS + " tools");
        }
        TreeMap<String, McpTool> tools = new TreeMap<>();
        for (int i = 0; i < listed.size(); i++) {
            String field = "tools[" + i + "]";
            McpTool tool = McpTool.of(field, listed.get(i));
            if (tools.put(tool.name(), tool) != null) {
                throw new InvalidInputException(field + ".name", "tool_duplicate", "Two tools have the same name");
            }
        }
        return new ToolManifest(tools);
    }

    /** One pin for all tools: it changes if and only if that of a tool does, or a tool comes or goes. */
    public String pin() {
        return "sha256-"
                + Sha256.base64Url(tools.values().stream()
                        .map(tool -> tool.name() + " " + tool.pin() + "\n")
                        .collect(Collectors.joining()));
    }

    /** What is different in {@code now}, in the order of names. */
    public List<ToolChange> changesTo(ToolManifest now) {
        TreeMap<String, McpTool> names = new TreeMap<>(tools);
        names.putAll(now.tools);
        return names.keySet().stream()
                .map(name -> ToolChange.between(tools.get(name), now.tools.get(name)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Pin by name of the tool. */
    public Map<String, String> pins() {
        return tools.values().stream().collect(Collectors.toMap(McpTool::name, McpTool::pin));
    }
}
