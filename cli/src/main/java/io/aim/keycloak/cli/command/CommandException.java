package io.aim.keycloak.cli.command;

/** A command ends with a message for the person who gave it. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command was understood and could not be done. */
    public static CommandException failed(String message) {
        return new CommandException(1, message);
    }

    /** The command was not understood. */
    public static CommandException usage(String message) {
        return new CommandException(2, message);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
