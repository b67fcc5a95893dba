package io.aim.keycloak.core.assertion;

import java.io.Serial;

/** The text is not a compact JWS (RFC 7515 §3.1) whose header and payload are JSON objects of the expected types. */
public final class MalformedAssertionException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    MalformedAssertionException(String message) {
        super(message);
    }
}
