package io.aim.keycloak.core.audit.forward;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.format.CefEvent;
import io.aim.keycloak.core.audit.format.OcsfEvent;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a forwarded message says. */
public enum ForwardFormat {
    /** JSON of the Open Cybersecurity Schema Framework. */
    OCSF {
        @Override
        public String text(@Nullable Long sequence, AuditEvent event) {
            return OcsfEvent.of(sequence, event).toString();
        }
    },
    /** A line of the ArcSight Common Event Format. */
    CEF {
        @Override
        public String text(@Nullable Long sequence, AuditEvent event) {
            return CefEvent.of(sequence, event);
        }
    };

    /**
     * The event in this format.
     *
     * @param sequence place of the event in the trail, if known
     * @param event opened event: the personal data in it are written
     */
    public abstract String text(@Nullable Long sequence, AuditEvent event);

    /** The format of that name, in capitals. */
    public static Optional<ForwardFormat> fromName(String name) {
        return Stream.of(values()).filter(value -> value.name().equals(name)).findFirst();
    }
}
