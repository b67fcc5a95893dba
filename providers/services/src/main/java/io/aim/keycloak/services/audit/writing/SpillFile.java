package io.aim.keycloak.services.audit.writing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Events that the database could not take, one JSON object a line, forced to the disk before {@link #append} returns.
 * Readable by the server's user only: the lines hold personal data.
 */
final class SpillFile {

    private static final Logger LOG = Logger.getLogger(SpillFile.class);
    private static final int REPLAY_BATCH = 500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final Path replaying;

    SpillFile(Path directory) {
        this.file = directory.resolve("aim-audit-spill.ndjson");
        this.replaying = directory.resolve("aim-audit-spill.replaying.ndjson");
    }

    /** Adds all of them, or none and throws. */
    synchronized void append(List<AuditEvent> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(AuditEventJson.write(event)).append('\n'));
        try {
            create();
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

    private void create() throws IOException {
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
     * again the next time: the sink knows events by their ids.
     */
    void replay(Consumer<List<AuditEvent>> sink) {
        try {
            setAside();
            if (!Files.exists(replaying)) {
                return;
            }
            try (BufferedReader lines = lenientReader(replaying)) {
                List<AuditEvent> batch = new ArrayList<>();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    add(line, batch);
                    if (batch.size() == REPLAY_BATCH) {
                        sink.accept(List.copyOf(batch));
                        batch.clear();
                    }
                }
                if (!batch.isEmpty()) {
                    sink.accept(batch);
                }
            }
            Files.delete(replaying);
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

    /** A line that a crash cut short was never acknowledged to anybody. */
    private static void add(String line, List<AuditEvent> batch) {
        try {
            batch.add(AuditEventJson.read(JSON.readTree(line)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.errorf("A spilled line of %d characters is not an audit event and is left out", line.length());
        }
    }
}
