package io.aim.keycloak.spi.audit.anchor;

import io.aim.keycloak.spi.audit.StoredCheckpoint;
import java.io.IOException;
import java.time.Duration;
import org.keycloak.provider.Provider;

/**
 * A place that keeps checkpoints. It gets every checkpoint of a realm, from the first one on, in the order of tree sizes,
 * each at least once; getting one again is no error. It is called without a transaction and without a realm in the
 * session's context.
 */
public interface AuditAnchorProvider extends Provider {

    /** How long {@link #keep} may take; whoever takes longer gets checkpoints twice. */
    Duration LONGEST = Duration.ofSeconds(30);

    /**
     * Keeps a checkpoint, and returns when it is safe there.
     *
     * @throws AnchorConflictException if there is another one for the same size of the same tree
     * @throws IOException if it is not certain that it is safe; the message is for operators and holds no secret
     */
    void keep(String realmId, StoredCheckpoint checkpoint) throws IOException;
}
