package io.aim.keycloak.core.audit.syslog;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.format.EventTime;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message of RFC 5424, of facility 13 (log audit).
 *
 * @param severity RFC 5424 §6.2.1: 0 (emergency) to 7 (debug)
 * @param time when it happened; written in UTC, to the millisecond
 * @param hostname the sender; in this and the three following texts what is no printable ASCII becomes {@code ?}, what is
 *     too long is cut (RFC 5424 §6: 255, 48, 128, 32 characters), and an empty text becomes {@code -}
 * @param appName the application that sends
 * @param procId the process or node
 * @param msgId kind of message
 * @param data parameters of the element {@value #ELEMENT}; names are letters, digits, {@code _}, {@code .} and {@code -},
 *     at most 32 of them
 * @param text what is said; written as UTF-8 after a byte order mark
 */
public record SyslogMessage(
        int severity,
        Instant time,
        String hostname,
        String appName,
        String procId,
        String msgId,
        SortedMap<String, String> data,
        String text) {

    /** Id of the structured data. 32473 is the number that RFC 5612 keeps for use without a registration. */
    public static final String ELEMENT = "aim@32473";

    /** Application name of audit events. */
    public static final String APP_NAME = "aim-keycloak";

    private static final int FACILITY = 13;
    private static final int ERROR = 3;
    private static final int WARNING = 4;
    private static final int NOTICE = 5;

    /**
     * @throws IllegalArgumentException if the severity is out of range or {@code data} has a name that is not allowed
     */
    public SyslogMessage {
        if (severity < 0 || severity > 7) {
            throw new IllegalArgumentException("A severity is 0 to 7");
        }
        for (String name : data.keySet()) {
            if (!name.matches("[A-Za-z0-9_.-]{1,32}")) {
                throw new IllegalArgumentException("Not a name of a syslog parameter: " + name);
            }
        }
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    }

    /**
     * The message of an event: severity 5 (notice) for success, 4 (warning) for denied, 3 (error) for failure; the action
     * as MSGID; {@code id}, {@code realm}, {@code result} and, if known, {@code seq} as structured data.
     *
     * @param sequence place of the event in the trail, if known
     * @param event the event
     * @param hostname the sender
     * @param procId the process or node
     * @param text the event in the receiver's format, such as OCSF or CEF
     */
    public static SyslogMessage of(
            @Nullable Long sequence, AuditEvent event, String hostname, String procId, String text) {
        TreeMap<String, String> data = new TreeMap<>(Map.of(
                "id",
                event.id(),
                "realm",
                event.realmId(),
                "result",
                event.result().code()));
        if (sequence != null) {
            data.put("seq", sequence.toString());
        }
        return new SyslogMessage(
                severityOf(event.result()), event.time(), hostname, APP_NAME, procId, event.action(), data, text);
    }

    private static int severityOf(AuditResult result) {
        return switch (result) {
            case SUCCESS -> NOTICE;
            case DENIED -> WARNING;
            case FAILURE -> ERROR;
        };
    }

    /** The octets of the message, without any framing. */
    public byte[] encoded() {
        StringBuilder head = new StringBuilder(256);
        head.append('<').append(FACILITY * 8 + severity).append(">1 ").append(EventTime.text(time));
        head.append(' ').append(printable(hostname, 255)).append(' ').append(printable(appName, 48));
        head.append(' ').append(printable(procId, 128)).append(' ').append(printable(msgId, 32));
        head.append(' ');
        structuredData(head);
        head.append(" \ufeff").append(text);
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The message in a frame with its length in octets in front (RFC 6587 §3.4.1, RFC 5425 §4.3). */
    byte[] framed() {
        byte[] message = encoded();
        ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 8);
        frame.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(message);
        return frame.toByteArray();
    }

    private void structuredData(StringBuilder out) {
        if (data.isEmpty()) {
            out.append('-');
            return;
        }
        out.append('[').append(ELEMENT);
        data.forEach((name, value) -> out.append(' ')
                .append(name)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        out.append(']');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
    }

    private static String printable(String text, int max) {
        String printable = text.replaceAll("[^!-~]", "?");
        return printable.isEmpty() ? "-" : printable.substring(0, Math.min(printable.length(), max));
    }
}
