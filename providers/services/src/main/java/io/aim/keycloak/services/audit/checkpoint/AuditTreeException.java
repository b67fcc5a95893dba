package io.aim.keycloak.services.audit.checkpoint;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The stored tree is not the continuation of a signed checkpoint: somebody changed the database. */
public final class AuditTreeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    AuditTreeException(String realmId, long checkpointSize, @Nullable Throwable cause) {
        super(
                "The audit tree of realm " + realmId + " does not continue its checkpoint of " + checkpointSize
                        + " events; nothing is signed until that is looked into",
                cause);
    }
}
