package io.aim.keycloak.core.audit.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.audit.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * Events as lines of the ArcSight Common Event Format, version 0:
 * {@code CEF:0|AIM|AIM for Keycloak|version|action|name|severity|key=value …}.
 *
 * <p>In the header backslash and pipe are escaped by a backslash and line breaks become blanks. In values backslash and
 * equals sign are escaped, line breaks are {@code \n} and {@code \r}; a value may hold blanks. Severity is 3 for success,
 * 6 for denied, 8 for failure. Times are milliseconds since 1970. The line has no line break at its end.
 */
public final class CefEvent {

    private final StringBuilder line = new StringBuilder(512);
    private String separator = "";

    private CefEvent() {}

    /**
     * The line of an event.
     *
     * @param sequence place of the event in the trail, if known
     * @param event opened event: the personal data in it are written
     */
    public static String of(@Nullable Long sequence, AuditEvent event) {
        CefEvent cef = new CefEvent();
        cef.header(event);
        cef.put("rt", String.valueOf(event.time().toEpochMilli()));
        cef.put("externalId", event.id());
        cef.put("cat", event.category().code());
        cef.put("outcome", event.result().code());
        cef.put("reason", event.reason());
        cef.parties(event);
        cef.source(event.sourceIp());
        cef.put("requestClientApplication", event.userAgent());
        cef.labelled("cs1", "realm", event.realmId());
        cef.labelled("cs2", "keyThumbprint", event.keyThumbprint());
        cef.labelled("cs3", "correlationId", event.correlationId());
        cef.labelled("cs4", "onBehalfOf", event.onBehalfOf());
        cef.labelled("cs5", "details", details(event));
        cef.labelled("cn1", "seq", sequence == null ? null : sequence.toString());
        cef.labelled(
                "cfp1",
                "trustScore",
                event.trustScore() == null ? null : event.trustScore().toPlainString());
        return cef.line.toString();
    }

    private void header(AuditEvent event) {
        int severity = switch (event.result()) {
            case SUCCESS -> 3;
            case DENIED -> 6;
            case FAILURE -> 8;
        };
        String name = AuditAction.fromCode(event.action())
                .map(AuditAction::description)
                .orElse(event.action());
        line.append("CEF:0");
        for (String field : new String[] {
            Product.VENDOR, Product.NAME, Product.VERSION, event.action(), name, String.valueOf(severity)
        }) {
            line.append('|').append(headerText(field));
        }
        line.append('|');
    }

    private void parties(AuditEvent event) {
        AuditActor actor = event.actor();
        put("suid", actor.id());
        put("suser", actor.name());
        labelled("flexString1", "actorKind", actor.kind().code());
        AuditTarget target = event.target();
        if (target != null) {
            put("duid", target.id());
            put("duser", target.name());
            labelled("flexString2", "targetKind", target.kind());
        }
    }

    /** {@code src} is for IPv4 only. */
    private void source(@Nullable String address) {
        if (address != null && address.indexOf(':') >= 0) {
            labelled("c6a2", "Source IPv6 Address", address);
        } else {
            put("src", address);
        }
    }

    private static @Nullable String details(AuditEvent event) {
        if (event.details().isEmpty()) {
            return null;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        event.details().forEach(json::put);
        return CanonicalJson.of(json);
    }

    private void labelled(String key, String label, @Nullable String value) {
        if (value != null) {
            put(key, value);
            put(key + "Label", label);
        }
    }

    private void put(String key, @Nullable String value) {
        if (value != null) {
            line.append(separator).append(key).append('=').append(value(value));
            separator = " ";
        }
    }

    private static String headerText(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace('\r', ' ').replace('\n', ' ');
    }

    private static String value(String text) {
        return text.replace("\\", "\\\\")
                .replace("=", "\\=")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }
}
