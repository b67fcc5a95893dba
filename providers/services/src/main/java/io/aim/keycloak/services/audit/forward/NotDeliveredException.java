package io.aim.keycloak.services.audit.forward;

import java.io.Serial;

/** The receiver did not get events, or it is not certain that it got them. The message is for administrators. */
final class NotDeliveredException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MAX = 500;

    NotDeliveredException(String message) {
        super(message);
    }

    NotDeliveredException(Exception cause) {
        super(describe(cause), cause);
    }

    /** What a receiver can make an exception say is not to break a line or a column. */
    private static String describe(Exception cause) {
        String text = cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.substring(0, Math.min(printable.length(), MAX));
    }
}
