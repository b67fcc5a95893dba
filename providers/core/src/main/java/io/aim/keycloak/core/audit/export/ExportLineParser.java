package io.aim.keycloak.core.audit.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.tree.TreeHash;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single lines, strictly: members that are unknown or stand twice could mean something else to another reader. */
final class ExportLineParser {

    /** Leaves beyond any real tree; keeps the arithmetic of leaves within a long. */
    private static final int MAX_HEIGHT = 60;

    private static final long MAX_LEAVES = 1L << MAX_HEIGHT;

    private static final Set<String> LEAF =
            Set.of("seq", "hash", "event", "actorPersonal", "targetPersonal", "absent", "reason");
    private static final Set<String> SUBTREE = Set.of("height", "index", "hash");
    private static final Set<String> BLOCK = Set.of("block", "hash");

    private final ObjectReader json = JsonMapper.builder()
            .build()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /**
     * The line.
     *
     * @throws IllegalArgumentException if it is none of the lines of an export; the message is safe to show
     */
    ExportLine parse(long number, String text) {
        ObjectNode line = object(read(text), "the line");
        if (line.has("subtree")) {
            requireMembers(line, Set.of("subtree"));
            return subtree(number, object(line.get("subtree"), "subtree"));
        }
        if (line.has("block")) {
            requireMembers(line, BLOCK);
            return new ExportLine.Block(
                    number, number(line, "block", MAX_LEAVES >> ExportLine.Block.HEIGHT), hash(line));
        }
        if (line.has("unproven")) {
            requireMembers(line, Set.of("unproven"));
            return new ExportLine.Unproven(number, object(line.get("unproven"), "unproven"));
        }
        requireMembers(line, LEAF);
        String absent = absent(line);
        return new ExportLine.Row(
                number,
                number(line, "seq", MAX_LEAVES),
                0,
                hash(line),
                content(line),
                ExportWriter.REMOVED.equals(absent),
                ExportWriter.UNREADABLE.equals(absent) ? line.path("reason").asText() : null);
    }

    private JsonNode read(String text) {
        try {
            return json.readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON, or names a member twice", e);
        }
    }

    private static ExportLine subtree(long number, ObjectNode subtree) {
        requireMembers(subtree, SUBTREE);
        int height = (int) number(subtree, "height", MAX_HEIGHT);
        long index = number(subtree, "index", MAX_LEAVES >> height);
        return new ExportLine.Row(number, index << height, height, hash(subtree), null, false, null);
    }

    private static ExportLine.@Nullable Content content(ObjectNode line) {
        if (!line.has("event")) {
            if (line.has("actorPersonal") || line.has("targetPersonal")) {
                throw new IllegalArgumentException("it has personal data without an event");
            }
            return null;
        }
        return new ExportLine.Content(
                object(line.get("event"), "event"), optional(line, "actorPersonal"), optional(line, "targetPersonal"));
    }

    private static @Nullable String absent(ObjectNode line) {
        JsonNode absent = line.get("absent");
        boolean removed = absent != null && ExportWriter.REMOVED.equals(absent.textValue());
        boolean unreadable = absent != null && ExportWriter.UNREADABLE.equals(absent.textValue());
        if (absent != null && (line.has("event") || !(removed || unreadable))) {
            throw new IllegalArgumentException("absent is neither " + ExportWriter.REMOVED + " nor "
                    + ExportWriter.UNREADABLE + ", or the event is there");
        }
        if (line.has("reason") != unreadable) {
            throw new IllegalArgumentException("a reason belongs to what is " + ExportWriter.UNREADABLE);
        }
        return absent == null ? null : absent.textValue();
    }

    private static @Nullable ObjectNode optional(ObjectNode line, String name) {
        JsonNode value = line.get(name);
        return value == null ? null : object(value, name);
    }

    private static ObjectNode object(@Nullable JsonNode node, String what) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(what + " is not a JSON object");
    }

    private static void requireMembers(ObjectNode node, Set<String> known) {
        for (var member : node.properties()) {
            if (!known.contains(member.getKey())) {
                throw new IllegalArgumentException("it has a member that is not of the format");
            }
        }
    }

    private static long number(ObjectNode node, String name, long max) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > max) {
            throw new IllegalArgumentException(name + " is not a whole number in range");
        }
        return value.longValue();
    }

    private static TreeHash hash(ObjectNode node) {
        JsonNode value = node.path("hash");
        try {
            return TreeHash.fromBase64(value.isTextual() ? value.textValue() : "");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("hash is not the base64 of 32 bytes", e);
        }
    }
}
