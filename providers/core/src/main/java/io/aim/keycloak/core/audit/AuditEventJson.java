package io.aim.keycloak.core.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events as JSON objects of strings; members without a value are absent. */
public final class AuditEventJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private AuditEventJson() {}

    /** The event with all that is in it. */
    public static ObjectNode write(AuditEvent event) {
        return write(event, null, null);
    }

    static ObjectNode write(AuditEvent event, @Nullable String actorCommitment, @Nullable String targetCommitment) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", event.id()).put("realm", event.realmId()).put("time", TIME.format(event.time()));
        json.put("category", event.category().code()).put("action", event.action());
        ObjectNode actor =
                json.putObject("actor").put("kind", event.actor().kind().code());
        put(actor, "id", event.actor().id());
        put(actor, "name", event.actor().name());
        put(actor, "personal", actorCommitment);
        put(json, "onBehalfOf", event.onBehalfOf());
        AuditTarget named = event.target();
        if (named != null) {
            ObjectNode target = json.putObject("target").put("kind", named.kind());
            put(target, "id", named.id());
            put(target, "name", named.name());
            put(target, "personal", targetCommitment);
        }
        json.put("result", event.result().code());
        put(json, "reason", event.reason());
        put(json, "correlationId", event.correlationId());
        put(json, "sourceIp", event.sourceIp());
        put(json, "userAgent", event.userAgent());
        put(json, "keyThumbprint", event.keyThumbprint());
        put(
                json,
                "trustScore",
                event.trustScore() == null ? null : event.trustScore().toPlainString());
        if (!event.details().isEmpty()) {
            ObjectNode details = json.putObject("details");
            for (Map.Entry<String, String> detail : event.details().entrySet()) {
                details.put(detail.getKey(), detail.getValue());
            }
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /**
     * The opposite of {@link #write(AuditEvent)}.
     *
     * @throws IllegalArgumentException if that is not an event
     */
    public static AuditEvent read(JsonNode json) {
        try {
            JsonNode actor = json.path("actor");
            JsonNode target = json.path("target");
            String trustScore = text(json, "trustScore");
            TreeMap<String, String> details = new TreeMap<>();
            json.path("details").properties().forEach(detail -> details.put(detail.getKey(), text(detail.getValue())));
            return new AuditEvent(
                    required(json, "id"),
                    required(json, "realm"),
                    Instant.parse(required(json, "time")),
                    AuditCategory.fromCode(required(json, "category")).orElseThrow(),
                    required(json, "action"),
                    new AuditActor(
                            AuditActorKind.fromCode(required(actor, "kind")).orElseThrow(),
                            text(actor, "id"),
                            text(actor, "name")),
                    text(json, "onBehalfOf"),
                    target.isMissingNode()
                            ? null
                            : new AuditTarget(required(target, "kind"), text(target, "id"), text(target, "name")),
                    AuditResult.fromCode(required(json, "result")).orElseThrow(),
                    text(json, "reason"),
                    text(json, "correlationId"),
                    text(json, "sourceIp"),
                    text(json, "userAgent"),
                    text(json, "keyThumbprint"),
                    trustScore == null ? null : new BigDecimal(trustScore),
                    Collections.unmodifiableSortedMap(details));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("This JSON is not an audit event", e);
        }
    }

    private static String required(JsonNode json, String name) {
        return text(json.required(name));
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isMissingNode() ? null : text(value);
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("Members are strings");
        }
        return value.textValue();
    }
}
