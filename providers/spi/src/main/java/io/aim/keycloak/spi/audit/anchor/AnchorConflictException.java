package io.aim.keycloak.spi.audit.anchor;

import java.io.IOException;
import java.io.Serial;

/**
 * The anchor has another checkpoint for that size of the tree: the database, or the anchor, was changed by somebody. It is
 * an alarm, and the anchor gets nothing more of that tree until it is looked into.
 */
public final class AnchorConflictException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public AnchorConflictException(String message) {
        super(message);
    }
}
