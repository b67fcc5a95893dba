package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditEvent;
import org.keycloak.provider.Provider;

/**
 * Makes events durable outside of the session's transaction, so that they survive its rollback, and before the response
 * leaves.
 */
public interface AuditWriterProvider extends Provider {

    /**
     * Hands the event over. The session's commit waits until it is durable, and fails with
     * {@link AuditUnavailableException} if it cannot be made durable; if no transaction is active, this call waits.
     *
     * @param refused called before that failure
     */
    void write(AuditEvent event, Runnable refused);
}
