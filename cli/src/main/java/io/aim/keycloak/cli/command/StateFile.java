package io.aim.keycloak.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The running server and the administrators' passwords, readable by its owner alone. */
public final class StateFile {
    private static final int PASSWORD_BYTES = 15;

    private final Path file;

    /** A file that need not exist yet. */
    public StateFile(Path file) {
        this.file = file;
    }

    /** The server that was started and not stopped since, whether it still runs or not. */
    public Optional<RunningServer> server() throws IOException {
        JsonNode server = read().path("server");
        return server.isObject() ? Optional.of(RunningServer.of(server)) : Optional.empty();
    }

    /** Notes a started server. */
    public void started(RunningServer server) throws IOException {
        ObjectNode state = read();
        state.set("server", Json.tree(server));
        write(state);
    }

    /** Forgets the server. */
    public void stopped() throws IOException {
        ObjectNode state = read();
        if (state.remove("server") != null) {
            write(state);
        }
    }

    /** The administrator's password of a database, made up at the first call. */
    public String adminPassword(String database) throws IOException {
        ObjectNode state = read();
        ObjectNode passwords = state.withObjectProperty("adminPasswords");
        if (!passwords.has(database)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            passwords.put(database, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            write(state);
        }
        return passwords.path(database).asText();
    }

    private ObjectNode read() throws IOException {
        return Files.exists(file) ? (ObjectNode) Json.parse(Files.readString(file)) : Json.object();
    }

    private void write(ObjectNode state) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(next, Json.pretty(state).getBytes(StandardCharsets.UTF_8));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
