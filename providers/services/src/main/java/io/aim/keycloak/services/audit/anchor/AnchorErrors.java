package io.aim.keycloak.services.audit.anchor;

/** What an anchor's failure says in the log and the database. */
final class AnchorErrors {

    private static final int MAX = 500;

    private AnchorErrors() {}

    /** On one line; what the other side can make an exception say breaks neither a line nor a column. */
    static String describe(Exception e) {
        String text = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.substring(0, Math.min(printable.length(), MAX));
    }
}
