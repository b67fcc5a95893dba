package io.aim.keycloak.core.mcp;

import java.io.Serial;

/** An MCP server did not prove that its key is its own. The message repeats nothing that the server said. */
public final class VerificationException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final VerificationFailure failure;

    public VerificationException(VerificationFailure failure, String message) {
        super(message);
        this.failure = failure;
    }

    /** Why. */
    public VerificationFailure failure() {
        return failure;
    }

    /** A sentence for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
