package io.aim.keycloak.services.audit.forward;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.forward.ForwardFormat;
import io.aim.keycloak.core.audit.syslog.SyslogMessage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The node that messages come from.
 *
 * @param hostname its name; empty if it has none
 * @param process its process id
 */
record MessageOrigin(String hostname, String process) {

    /** This node. */
    static MessageOrigin here() {
        return new MessageOrigin(
                localName(), String.valueOf(ProcessHandle.current().pid()));
    }

    private static String localName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    SyslogMessage message(ForwardFormat format, @Nullable Long sequence, AuditEvent event) {
        return SyslogMessage.of(sequence, event, hostname, process, format.text(sequence, event));
    }
}
