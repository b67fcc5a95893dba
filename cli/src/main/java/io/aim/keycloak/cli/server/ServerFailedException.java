package io.aim.keycloak.cli.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Keycloak did not build or start; the message ends with the end of its log. */
public final class ServerFailedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private static final int LINES = 60;

    /** Reads the log's end when created. */
    public ServerFailedException(String message, Path log) {
        super(message + ", log " + log + "\n" + tail(log));
    }

    /** Whether it failed because another process listens on its port. */
    public boolean portWasTaken() {
        return getMessage().contains("already in use") || getMessage().contains("Port already bound");
    }

    private static String tail(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(" + unreadable + ")";
        }
    }
}
