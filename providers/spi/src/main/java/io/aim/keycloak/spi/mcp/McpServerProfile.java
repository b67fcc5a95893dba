package io.aim.keycloak.spi.mcp;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an MCP server is, apart from where it is, who answers for it and how it proves itself.
 *
 * @param verificationUrl where challenges are sent, in canonical form; null for the default below its address
 * @param version version of the server's software
 * @param metadata region, environment and the like
 * @param tags labels, sorted
 */
public record McpServerProfile(
        @Nullable String displayName,
        @Nullable String description,
        @Nullable String verificationUrl,
        @Nullable String version,
        SortedMap<String, String> metadata,
        SortedSet<String> tags) {

    public McpServerProfile {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) metadata));
        tags = Collections.unmodifiableSortedSet(new TreeSet<>((Set<String>) tags));
    }
}
