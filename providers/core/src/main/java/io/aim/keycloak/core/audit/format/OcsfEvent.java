package io.aim.keycloak.core.audit.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.AuditTarget;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON of the Open Cybersecurity Schema Framework, {@value #VERSION}, category Identity &amp; Access Management.
 * {@link OcsfMapping} says which class and activity an action is. What OCSF has no attribute for is in {@code unmapped},
 * as text. Times are milliseconds since 1970.
 */
public final class OcsfEvent {

    /** Version of the schema, {@code metadata.version}. */
    public static final String VERSION = "1.4.0";

    private static final int CATEGORY = 3;
    private static final int OTHER_USER_TYPE = 99;
    private static final String UNKNOWN = "unknown";

    /** Tells addresses from names; nobody is looked up. */
    private static final Pattern IP = Pattern.compile("[0-9.]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private static final Set<String> PRINCIPALS = Set.of(AuditTarget.USER, AuditTarget.AGENT);

    private OcsfEvent() {}

    /**
     * The JSON of an event.
     *
     * @param sequence place of the event in the trail, if known
     * @param event opened event: the personal data in it are written
     */
    public static ObjectNode of(@Nullable Long sequence, AuditEvent event) {
        OcsfMapping mapping = OcsfMapping.of(event);
        int activity = mapping.activityOf(event);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("category_uid", CATEGORY).put("category_name", "Identity & Access Management");
        json.put("class_uid", mapping.type().uid())
                .put("class_name", mapping.type().caption());
        json.put("activity_id", activity).put("activity_name", mapping.type().activityName(activity, event.action()));
        json.put("type_uid", mapping.type().typeUid(activity));
        json.put("time", event.time().toEpochMilli());
        json.put(
                "message",
                AuditAction.fromCode(event.action())
                        .map(AuditAction::description)
                        .orElse(event.action()));
        metadata(json.putObject("metadata"), sequence, event);
        result(json, event);
        actor(json, event);
        origin(json, event);
        switch (mapping.type()) {
            case ENTITY_MANAGEMENT -> entity(json.putObject("entity"), mapping, event);
            case ACCOUNT_CHANGE -> user(json.putObject("user"), event);
            case USER_ACCESS_MANAGEMENT, AUTHORIZE_SESSION -> {
                user(json.putObject("user"), event);
                json.putArray("privileges").add(privilege(event));
            }
            case AUTHENTICATION -> {
                user(json.putObject("user"), event);
                json.put("auth_protocol_id", 6).put("auth_protocol", "OAUTH 2.0");
                json.put("logon_type_id", 3).put("logon_type", "Network").put("is_remote", true);
                json.putObject("service").put("name", "Keycloak").put("uid", event.realmId());
            }
        }
        unmapped(json.putObject("unmapped"), event);
        return json;
    }

    private static void metadata(ObjectNode metadata, @Nullable Long sequence, AuditEvent event) {
        metadata.put("version", VERSION).put("uid", event.id()).put("event_code", event.action());
        metadata.putObject("product")
                .put("name", Product.NAME)
                .put("vendor_name", Product.VENDOR)
                .put("version", Product.VERSION);
        put(metadata, "correlation_uid", event.correlationId());
        if (sequence != null) {
            metadata.put("sequence", sequence);
        }
    }

    private static void result(ObjectNode json, AuditEvent event) {
        boolean success = event.result() == AuditResult.SUCCESS;
        json.put("status_id", success ? 1 : 2).put("status", success ? "Success" : "Failure");
        put(json, "status_code", event.reason());
        switch (event.result()) {
            case SUCCESS -> json.put("severity_id", 1).put("severity", "Informational");
            case DENIED -> json.put("severity_id", 2).put("severity", "Low").put("status_detail", "Refused by a rule");
            case FAILURE ->
                json.put("severity_id", 3)
                        .put("severity", "Medium")
                        .put("status_detail", "Not done because of a fault");
        }
    }

    private static void actor(ObjectNode json, AuditEvent event) {
        AuditActor actor = event.actor();
        switch (actor.kind()) {
            case USER, AGENT -> {
                ObjectNode user = json.putObject("actor").putObject("user");
                principal(user, actor.kind(), actor.id(), actor.name());
                put(user, "credential_uid", event.keyThumbprint());
            }
            case API_KEY -> {
                ObjectNode app = json.putObject("actor").put("app_name", orUnknown(actor.name()));
                put(app, "app_uid", actor.id());
            }
            case SYSTEM -> json.putObject("actor").put("app_name", Product.NAME);
            case ANONYMOUS -> {}
        }
    }

    /** The principal that the event is about: the target, or without one whoever acted. */
    private static void user(ObjectNode user, AuditEvent event) {
        AuditTarget target = event.target();
        if (target != null && PRINCIPALS.contains(target.kind())) {
            AuditActorKind kind = AuditTarget.USER.equals(target.kind()) ? AuditActorKind.USER : AuditActorKind.AGENT;
            principal(user, kind, target.id(), target.name());
        } else {
            principal(
                    user,
                    event.actor().kind(),
                    event.actor().id(),
                    event.actor().name());
        }
    }

    private static void principal(ObjectNode user, AuditActorKind kind, @Nullable String id, @Nullable String name) {
        put(user, "uid", id);
        put(user, "name", id == null ? orUnknown(name) : name);
        switch (kind) {
            case USER -> user.put("type_id", 1).put("type", "User");
            case AGENT -> user.put("type_id", OTHER_USER_TYPE).put("type", "Agent");
            case API_KEY -> user.put("type_id", OTHER_USER_TYPE).put("type", "API key");
            case SYSTEM -> user.put("type_id", 3).put("type", "System");
            case ANONYMOUS -> user.put("type_id", 0).put("type", "Unknown");
        }
    }

    private static void entity(ObjectNode entity, OcsfMapping mapping, AuditEvent event) {
        AuditTarget target = event.target();
        String kind = target == null ? "realm" : target.kind();
        entity.put("type", mapping.entity() == null ? kind : mapping.entity());
        String id = target == null ? event.realmId() : target.id();
        put(entity, "uid", id);
        put(entity, "name", target == null ? null : id == null ? orUnknown(target.name()) : target.name());
    }

    private static String privilege(AuditEvent event) {
        String role = event.details().get("role");
        return role == null ? orUnknown(event.details().get("privilege")) : role;
    }

    private static void origin(ObjectNode json, AuditEvent event) {
        String source = event.sourceIp();
        if (source != null) {
            json.putObject("src_endpoint").put(IP.matcher(source).matches() ? "ip" : "hostname", source);
        }
        if (event.userAgent() != null) {
            json.putObject("http_request").put("user_agent", event.userAgent());
        }
    }

    private static void unmapped(ObjectNode unmapped, AuditEvent event) {
        unmapped.put("realm", event.realmId()).put("category", event.category().code());
        unmapped.put("result", event.result().code())
                .put("actor_kind", event.actor().kind().code());
        put(
                unmapped,
                "target_kind",
                event.target() == null ? null : event.target().kind());
        put(unmapped, "on_behalf_of", event.onBehalfOf());
        put(unmapped, "key_thumbprint", event.keyThumbprint());
        put(
                unmapped,
                "trust_score",
                event.trustScore() == null ? null : event.trustScore().toPlainString());
        if (!event.details().isEmpty()) {
            ObjectNode details = unmapped.putObject("details");
            event.details().forEach(details::put);
        }
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? UNKNOWN : text;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
