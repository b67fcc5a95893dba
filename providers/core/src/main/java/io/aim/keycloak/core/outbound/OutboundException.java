package io.aim.keycloak.core.outbound;

import java.io.IOException;
import java.io.Serial;

/** A request to a host that somebody named has no answer. The message repeats nothing that the host sent. */
public final class OutboundException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final OutboundFailure failure;

    public OutboundException(OutboundFailure failure, String message) {
        super(message);
        this.failure = failure;
    }

    /** Why. */
    public OutboundFailure failure() {
        return failure;
    }

    /** A sentence for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
