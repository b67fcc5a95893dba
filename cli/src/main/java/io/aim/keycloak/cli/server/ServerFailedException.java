package io.aim.keycloak.cli.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Keycloak did not build or start; the message ends with what its log says about it. */
public final class ServerFailedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private static final int LINES = 60;
    private static final String SAID_BY_KEYCLOAK = "ERROR: ";

    /** Reads the log's end when created. */
    public ServerFailedException(String message, Path log) {
        super(message + ", log " + log + "\n" + explanation(log));
    }

    /** Whether it failed because another process listens on its port. */
    public boolean portWasTaken() {
        return getMessage().contains("already in use") || getMessage().contains("Port already bound");
    }

    /** The lines that say what went wrong, or the last ones where none says so. */
    private static String explanation(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> errors = lines.stream()
                    .filter(line -> line.contains(SAID_BY_KEYCLOAK))
                    .map(line -> line.substring(line.indexOf(SAID_BY_KEYCLOAK)))
                    .toList();
            List<String> chosen = errors.isEmpty() ? lines : errors;
            return String.join("\n", chosen.subList(Math.max(0, chosen.size() - LINES), chosen.size()));
        } catch (IOException unreadable) {
            return "(" + unreadable + ")";
        }
    }
}
