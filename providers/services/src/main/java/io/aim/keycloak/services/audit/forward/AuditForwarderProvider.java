package io.aim.keycloak.services.audit.forward;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.forward.Receiver;
import io.aim.keycloak.spi.audit.ForwardingSettings;
import java.util.Optional;
import org.keycloak.provider.Provider;

/** What forwards the audit trail, as requests see it. */
public interface AuditForwarderProvider extends Provider {

    /** Whether the operator of the server lets realms send there. */
    boolean allows(Receiver receiver);

    /** Says that a receiver is not allowed, and which setting of the server decides that. */
    String refusal(Receiver receiver);

    /**
     * Sends one event to the receiver, now.
     *
     * @return what went wrong; empty when the receiver has it
     */
    Optional<String> send(ForwardingSettings settings, AuditEvent event);
}
