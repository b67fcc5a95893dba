package io.aim.keycloak.services.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.InvalidInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.util.JsonSerialization;

/**
 * A JSON object as sent. Unlike data binding it can say which field is wrong, and it knows an absent field from null. A
 * field that the endpoint does not know is an error: a misspelt field would silently be without effect.
 */
public final class JsonBody {

    /** Largest accepted body, in characters. */
    public static final int MAX_CHARACTERS = 64 * 1024;

    private static final ObjectReader READER = JsonSerialization.mapper
            .readerFor(JsonNode.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /** Parses {@code text}; an absent body is an empty object. */
    public static JsonBody parse(@Nullable String text, String... knownFields) {
        return of(
                text == null || text.isBlank() ? JsonSerialization.mapper.createObjectNode() : object(text),
                knownFields);
    }

    /** An object that has those fields at most. */
    public static JsonBody of(ObjectNode object, String... knownFields) {
        refuseUnknown(object, knownFields);
        return new JsonBody(object);
    }

    /**
     * The text as an object, whatever its fields.
     *
     * @throws InvalidInputException if it is none
     * @throws AimException 413 if it is too long
     */
    public static ObjectNode object(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw AimException.tooLarge("A JSON object may have at most " + MAX_CHARACTERS + " characters");
        }
        try {
            if (READER.readValue(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("", "invalid_json", "This is not valid JSON");
        }
        throw new InvalidInputException("", "invalid_json", "This must be a JSON object");
    }

    private static void refuseUnknown(JsonNode node, String... knownFields) {
        Set<String> unknown = new HashSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        List.of(knownFields).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            String field = unknown.stream().sorted().findFirst().orElseThrow();
            throw new InvalidInputException(
                    field, "unknown_field", "Known fields are " + String.join(", ", knownFields));
        }
    }

    /** Names of the fields that were sent, sorted. */
    public List<String> fields() {
        List<String> fields = new ArrayList<>();
        object.fieldNames().forEachRemaining(fields::add);
        return fields.stream().sorted().toList();
    }

    /** Whether the field was sent, null included. */
    public boolean has(String field) {
        return object.has(field);
    }

    /** A whole number, or null. */
    public @Nullable Integer number(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new InvalidInputException(field, "invalid_type", field + " must be a whole number");
        }
        return value.intValue();
    }

    /** A number, or null. */
    public @Nullable BigDecimal decimal(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw new InvalidInputException(field, "invalid_type", field + " must be a number");
        }
        return value.decimalValue();
    }

    /** An object that has those fields at most, or null. */
    public @Nullable JsonBody nested(String field, String... knownFields) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!(value instanceof ObjectNode node)) {
            throw new InvalidInputException(field, "invalid_type", field + " must be an object");
        }
        return within(field, () -> of(node, knownFields));
    }

    /** A list of objects that have those fields at most, or null. */
    public @Nullable List<JsonBody> objects(String field, String... knownFields) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isArray() || value.valueStream().anyMatch(element -> !element.isObject())) {
            throw new InvalidInputException(field, "invalid_type", field + " must be an array of objects");
        }
        List<JsonBody> objects = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            objects.add(within(field + "[" + i + "]", () -> of((ObjectNode) element, knownFields)));
        }
        return objects;
    }

    /** Reads what lies below a field: a refusal names its field from there. */
    public static <T> T within(String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + "." + e.field(), e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** A text, or null. */
    public @Nullable String text(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new InvalidInputException(field, "invalid_type", field + " must be a string");
        }
        return value.asText();
    }

    /** A boolean; absent is false. */
    public boolean flag(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw new InvalidInputException(field, "invalid_type", field + " must be true or false");
        }
        return value.asBoolean();
    }

    /** A list of texts, or null. */
    public @Nullable List<@Nullable String> texts(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isArray()) {
            throw new InvalidInputException(field, "invalid_type", field + " must be an array of strings");
        }
        List<@Nullable String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(element.isTextual() ? element.asText() : null));
        return texts;
    }

    /** An object whose members are texts (or null), or null. */
    public @Nullable Map<String, @Nullable String> textMap(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isObject() || value.properties().stream().anyMatch(member -> !isText(member.getValue()))) {
            throw new InvalidInputException(
                    field, "invalid_type", field + " must be an object whose values are strings");
        }
        Map<String, @Nullable String> texts = new TreeMap<>();
        value.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().textValue()));
        return texts;
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() || value.isNull();
    }

    /** The field as {@code Map}, {@code List}, {@code String}, number, boolean or null. */
    public @Nullable Object value(String field) {
        JsonNode value = object.get(field);
        return value == null ? null : JsonSerialization.mapper.convertValue(value, Object.class);
    }
}
