package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditEventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events that the database could not take, one JSON object a line, forced to the disk before {@link #append} returns.
 * Readable by the server's user only: the lines hold personal data.
 */
final class SpillFile {

    private final Path file;
    private final Path replaying;
    private final Path rejected;

    SpillFile(Path directory) {
        this.file = directory.resolve("aim-audit-spill.ndjson");
        this.replaying = directory.resolve("aim-audit-spill.replaying.ndjson");
        this.rejected = directory.resolve("aim-audit-spill.rejected.ndjson");
    }

    /** Adds all of them, or none and throws. */
    synchronized void append(List<AuditEvent> events) {
        append(
                file,
                events.stream()
                        .map(event -> AuditEventJson.write(event).toString())
                        .toList());
    }

    private static void append(Path file, List<String> all) {
        StringBuilder lines = new StringBuilder();
        all.forEach(line -> lines.append(line).append('\n'));
        try {
            create(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long end = channel.size();
                if (isTorn(channel)) {
                    lines.insert(0, '\n'); // else the first event would be lost with the torn line
                }
                try {
                    channel.position(end);
                    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                } catch (IOException e) {
                    channel.truncate(end); // no half line stays behind a full disk
                    throw e;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Audit events cannot be spilled to " + file, e);
        }
    }

    /** Whether a crash cut the last line short. */
    private static boolean isTorn(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }

    private static void create(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    /** Whether there is nothing to replay. */
    boolean isEmpty() {
        return !Files.exists(file) && !Files.exists(replaying);
    }

    /**
     * Hands everything to {@code sink} in batches, then removes the file. If the sink throws, all of it is handed out
     * again the next time: the sink knows events by their ids. What it will never take goes to a file of its own, for
     * somebody to look at.
     *
     * @return number of lines that were set aside for good
     */
    int replay(Consumer<List<AuditEvent>> sink) {
        try {
            setAside();
            if (!Files.exists(replaying)) {
                return 0;
            }
            SpillReplay replay = new SpillReplay(sink);
            try (BufferedReader lines = lenientReader(replaying)) {
                replay.run(lines);
            }
            List<String> never = replay.rejected();
            if (!never.isEmpty()) {
                append(rejected, never);
            }
            Files.delete(replaying);
            return never.size();
        } catch (IOException e) {
            throw new UncheckedIOException("Audit events cannot be read back from " + replaying, e);
        }
    }

    /** A line may be cut short within a character; that must not keep the others from being read. */
    private static BufferedReader lenientReader(Path path) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8));
    }

    private synchronized void setAside() throws IOException {
        if (!Files.exists(replaying) && Files.exists(file)) {
            Files.move(file, replaying, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
