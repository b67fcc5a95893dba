package io.aim.keycloak.services.audit.writing;

/** The database did not answer in time. What was sent to it may still become durable. Without a stack trace: thrown often. */
final class StoreHangsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreHangsException(String message) {
        super(message, null, false, false);
    }
}
