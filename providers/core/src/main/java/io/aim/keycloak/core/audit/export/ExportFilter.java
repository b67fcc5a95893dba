package io.aim.keycloak.core.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which events an export is about, as its manifest says it.
 *
 * @param values values by name of the filter
 */
public record ExportFilter(SortedMap<String, String> values) {

    /** Everything. */
    public static final ExportFilter NONE = new ExportFilter(Collections.emptySortedMap());

    private static final String ACTION = "action";
    private static final String FROM = "from";
    private static final String TO = "to";

    private static final Map<String, String> MEMBERS = Map.of(
            "actor", "/actor/id",
            "actorKind", "/actor/kind",
            "category", "/category",
            "target", "/target/id",
            "targetKind", "/target/kind",
            "result", "/result",
            "reason", "/reason",
            "correlationId", "/correlationId");

    /**
     * Checks the names and the times.
     *
     * @throws IllegalArgumentException if there is no such filter, or a time is none
     */
    public ExportFilter {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (value.getKey().equals(FROM) || value.getKey().equals(TO)) {
                time(value.getValue());
            } else if (!value.getKey().equals(ACTION) && !MEMBERS.containsKey(value.getKey())) {
                throw new IllegalArgumentException("there is no filter of the name that the manifest gives");
            }
        }
    }

    /**
     * The opposite of {@link #toJson()}.
     *
     * @throws IllegalArgumentException if that is not a filter
     */
    public static ExportFilter of(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("filter is not a JSON object");
        }
        SortedMap<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (!member.getValue().isTextual()) {
                throw new IllegalArgumentException("filter has a value that is not a text");
            }
            values.put(member.getKey(), member.getValue().textValue());
        }
        return new ExportFilter(values);
    }

    /** As it stands in the manifest. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        values.forEach(json::put);
        return json;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("filter has a time that is none", e);
        }
    }

    /** Whether an event, as it stands in an export, is one of them. */
    boolean matches(ObjectNode event) {
        return values.entrySet().stream().allMatch(filter -> matches(filter.getKey(), filter.getValue(), event));
    }

    private static boolean matches(String name, String wanted, ObjectNode event) {
        if (name.equals(FROM) || name.equals(TO)) {
            Instant time = timeOf(event);
            return time != null && time.isBefore(time(wanted)) == name.equals(TO);
        }
        String value =
                event.at(name.equals(ACTION) ? "/action" : MEMBERS.get(name)).textValue();
        return wanted.equals(value) || (name.equals(ACTION) && value != null && value.startsWith(wanted + "."));
    }

    private static @Nullable Instant timeOf(ObjectNode event) {
        try {
            return Instant.parse(event.path("time").asText());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
