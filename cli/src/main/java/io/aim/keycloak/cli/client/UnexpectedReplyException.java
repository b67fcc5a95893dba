package io.aim.keycloak.cli.client;

import java.util.Arrays;

/** The server answered, but not what the caller needs to go on. */
public final class UnexpectedReplyException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnexpectedReplyException(Reply reply, int... expected) {
        super(reply.summary() + " (expected " + Arrays.toString(expected) + ")");
    }
}
