package io.aim.keycloak.services.audit.checkpoint;

import org.keycloak.provider.Provider;

/** The background work on the audit trail, as this node sees it. */
public interface AuditSequencerProvider extends Provider {

    /** Events of all realms that had no number at the last look. */
    long lag();
}
