package io.aim.keycloak.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** JSON in and out, without checked exceptions. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** A new, empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The tree of a record, map, list or node. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The parsed text, or a missing node where it is not JSON. */
    public static JsonNode parseOrMissing(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** The parsed text; fails where it is not JSON. */
    public static JsonNode parse(String text) {
        JsonNode node = parseOrMissing(text);
        if (node.isMissingNode()) {
            throw new IllegalArgumentException("not JSON: " + text);
        }
        return node;
    }

    /** UTF-8 bytes without white space. */
    public static byte[] bytes(Object value) {
        return tree(value).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Indented for people. */
    public static String pretty(Object value) {
        return tree(value).toPrettyString();
    }
}
