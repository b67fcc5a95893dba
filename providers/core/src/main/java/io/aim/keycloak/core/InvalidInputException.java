package io.aim.keycloak.core;

import java.io.Serial;

/**
 * Input that breaks a documented rule. Carries what a caller needs to mend it: the field, a stable code and a sentence
 * that names the rule.
 */
public final class InvalidInputException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String code;

    /**
     * @param field path of the offending field as the caller wrote it, such as {@code publicKey.x}
     * @param code stable machine-readable code, such as {@code private_key_refused}
     * @param message sentence that states the rule; never repeats secret input
     */
    public InvalidInputException(String field, String code, String message) {
        super(message);
        this.field = field;
        this.code = code;
    }

    /** Path of the offending field. */
    public String field() {
        return field;
    }

    /** Stable machine-readable code. */
    public String code() {
        return code;
    }
}
