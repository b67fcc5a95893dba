package io.aim.keycloak.core.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.audit.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A place where two descriptions of a tool differ.
 *
 * @param path JSON Pointer (RFC 6901), such as {@code /inputSchema/properties/path/description}
 * @param before the text, or the canonical JSON of what is no text, cut after {@link #MAX_TEXT} characters; null if there
 *     was nothing
 * @param now likewise; null if there is nothing any more
 */
public record ToolDifference(
        String path, @Nullable String before, @Nullable String now) {

    /** Most characters of a value that are shown. */
    public static final int MAX_TEXT = 2_000;

    /** Most places of a tool that are shown; the last one stands for all that is left. */
    public static final int MAX_PLACES = 50;

    private static final String CUT = "…";

    /** The deepest places that differ, in the order of their paths. */
    static List<ToolDifference> between(JsonNode before, JsonNode now) {
        List<ToolDifference> found = new ArrayList<>();
        collect("", before, now, found);
        if (found.size() > MAX_PLACES) {
            int left = found.size() - MAX_PLACES + 1;
            found.subList(MAX_PLACES - 1, found.size()).clear();
            found.add(new ToolDifference("", null, left + " more differences"));
        }
        return found;
    }

    private static void collect(String path, JsonNode before, JsonNode now, List<ToolDifference> found) {
        if (before.isObject() && now.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> collect(path + "/" + escaped(name), before.path(name), now.path(name), found));
        } else if (before.isArray() && now.isArray()) {
            for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
                collect(path + "/" + i, before.path(i), now.path(i), found);
            }
        } else if (!same(before, now)) {
            found.add(new ToolDifference(path, text(before), text(now)));
        }
    }

    private static boolean same(JsonNode before, JsonNode now) {
        if (before.isMissingNode() || now.isMissingNode()) {
            return before.isMissingNode() == now.isMissingNode();
        }
        return CanonicalJson.ofAny(before).equals(CanonicalJson.ofAny(now));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        String text = value.isTextual() ? value.textValue() : CanonicalJson.ofAny(value);
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + CUT;
    }
}
