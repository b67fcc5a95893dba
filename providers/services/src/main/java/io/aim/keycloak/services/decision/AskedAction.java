package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.capability.CapabilityRules;
import io.aim.keycloak.core.capability.ResourceName;
import io.aim.keycloak.core.decision.ActionRequest;
import io.aim.keycloak.services.rest.JsonBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.util.JsonSerialization;

/**
 * What an agent is about to do, as sent.
 *
 * @param context what else was said of it, as JSON, or null
 */
record AskedAction(ActionRequest request, @Nullable String context) {

    /** Longest JSON text of a context, or of evidence, in characters. */
    static final int JSON_MAX = 8192;

    private static final String CONTEXT = "context";
    private static final long BYTES_MAX = 1L << 53;

    /** The body of {@code verify-action}. */
    static AskedAction parse(@Nullable String json, DecisionCaller caller) {
        ObjectNode sent =
                json == null || json.isBlank() ? JsonSerialization.mapper.createObjectNode() : JsonBody.object(json);
        JsonBody body = JsonBody.of(sent, "action", "resource", CONTEXT);
        return of(caller, body.text("action"), body.text("resource"), object(CONTEXT, sent.get(CONTEXT)), null);
    }

    /**
     * An action.
     *
     * @param context its members {@code bytes} and {@code address} count for the decision
     * @param more what is kept with the context, or null
     */
    static AskedAction of(
            DecisionCaller caller,
            @Nullable String action,
            @Nullable String resource,
            @Nullable ObjectNode context,
            @Nullable ObjectNode more) {
        ObjectNode rest = context == null ? JsonSerialization.mapper.createObjectNode() : context.deepCopy();
        JsonNode bytes = rest.remove("bytes");
        JsonNode address = rest.remove("address");
        if (more != null) {
            rest.setAll(more);
        }
        return new AskedAction(
                new ActionRequest(
                        CapabilityRules.name("action", action),
                        resource == null ? null : ResourceName.parse("resource", resource),
                        bytes(bytes),
                        caller.isSelf() ? ownAddress(caller, address) : address(address),
                        Instant.ofEpochMilli(Time.currentTimeMillis())),
                rest.isEmpty() ? null : text(CONTEXT, rest));
    }

    private static long bytes(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return 0;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > BYTES_MAX) {
            throw new InvalidInputException(
                    "context.bytes", "invalid_number", "bytes must be a whole number from 0 to 2^53");
        }
        return value.longValue();
    }

    /** Conditions on addresses would be worth nothing if agents could say where they are. */
    private static @Nullable String ownAddress(DecisionCaller caller, @Nullable JsonNode value) {
        if (value != null && !value.isNull()) {
            throw new InvalidInputException(
                    "context.address", "not_for_agents", "The address of an agent is the one that it asks from");
        }
        return caller.address();
    }

    private static @Nullable String address(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        String text = value.isTextual() ? value.asText() : "";
        if (text.indexOf('/') >= 0 || IpRange.parse(text).isEmpty()) {
            throw new InvalidInputException(
                    "context.address", "invalid_address", "address must be an IPv4 or IPv6 address");
        }
        return text;
    }

    /** An object, or null if it is absent. */
    static @Nullable ObjectNode object(String field, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value instanceof ObjectNode node) {
            return node;
        }
        throw new InvalidInputException(field, "invalid_type", field + " must be an object");
    }

    /** The object as it is kept. */
    static String text(String field, ObjectNode object) {
        try {
            String text = JsonSerialization.mapper.writeValueAsString(object);
            if (text.length() <= JSON_MAX) {
                return text;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written", e);
        }
        throw new InvalidInputException(
                field, "too_long", field + " may have at most " + JSON_MAX + " characters as JSON");
    }
}
