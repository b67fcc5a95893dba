package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.util.JsonSerialization;

/**
 * A request of the OpenID AuthZEN Authorization API 1.0. Members that the API does not define are ignored.
 *
 * @param subjectType type of who wants to act
 * @param subjectId its id
 * @param action name of the action
 * @param resource name of the resource, as patterns of grants name it
 */
record AccessEvaluation(
        String subjectType,
        String subjectId,
        String action,
        String resource,
        @Nullable ObjectNode context,
        ObjectNode properties) {

    private static final Pattern RESOURCE_TYPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String URI = "uri";
    private static final String CONTEXT = "context";
    private static final List<String> PARTS = List.of("subject", "action", "resource", CONTEXT);

    /**
     * @param json the request
     * @param defaults where the request does not say something itself, or null
     */
    static AccessEvaluation parse(ObjectNode json, @Nullable ObjectNode defaults) {
        ObjectNode whole = JsonSerialization.mapper.createObjectNode();
        for (String part : PARTS) {
            JsonNode value = json.has(part) || defaults == null ? json.get(part) : defaults.get(part);
            if (value != null) {
                whole.set(part, value);
            }
        }
        ObjectNode subject = required(whole, "subject");
        ObjectNode action = required(whole, "action");
        ObjectNode resource = required(whole, "resource");
        ObjectNode properties = JsonSerialization.mapper.createObjectNode();
        keep(properties, "subjectProperties", subject);
        keep(properties, "actionProperties", action);
        keep(properties, "resourceProperties", resource);
        return new AccessEvaluation(
                text("subject.type", subject.get("type")),
                text("subject.id", subject.get("id")),
                text("action.name", action.get("name")),
                resource(text("resource.type", resource.get("type")), text("resource.id", resource.get("id"))),
                AskedAction.object(CONTEXT, whole.get(CONTEXT)),
                properties);
    }

    private static ObjectNode required(ObjectNode json, String field) {
        ObjectNode value = AskedAction.object(field, json.get(field));
        if (value == null) {
            throw new InvalidInputException(field, "required", field + " is required");
        }
        return value;
    }

    private static String text(String field, @Nullable JsonNode value) {
        if (value != null && !value.isNull() && !value.isTextual()) {
            throw new InvalidInputException(field, "invalid_type", field + " must be a string");
        }
        return AgentRules.required(field, value == null ? null : value.textValue());
    }

    private static void keep(ObjectNode properties, String name, ObjectNode part) {
        JsonNode value = part.get("properties");
        if (value instanceof ObjectNode object && !object.isEmpty()) {
            properties.set(name, object);
        }
    }

    /** Resources of different types never have one name: the type is the first part of it, unless it says that the id is all. */
    private static String resource(String type, String id) {
        if (!RESOURCE_TYPE.matcher(type).matches()) {
            throw new InvalidInputException(
                    "resource.type",
                    "invalid_type_name",
                    "resource.type may have 1 to 64 characters of a-z, A-Z, 0-9, '.', '_' and '-'");
        }
        return URI.equals(type) ? id : type + ":" + id;
    }

    /** Whether it is about an agent. */
    boolean isAboutAgent() {
        return "agent".equals(subjectType) && AgentRules.isLookupKey(subjectId);
    }

    AskedAction toAction(DecisionCaller caller) {
        return AskedAction.of(caller, action, resource, context, properties.isEmpty() ? null : properties);
    }
}
