package io.aim.keycloak.services.audit.writing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditEventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands spilled lines to a sink, in batches, and keeps those that it will never take. */
final class SpillReplay {

    private record Line(String text, AuditEvent event) {}

    private static final Logger LOG = Logger.getLogger(SpillReplay.class);
    private static final int BATCH = 500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Consumer<List<AuditEvent>> sink;
    private final List<String> rejected = new ArrayList<>();

    SpillReplay(Consumer<List<AuditEvent>> sink) {
        this.sink = sink;
    }

    /** Hands out every line; throws what the sink throws, except where an event is at fault. */
    void run(BufferedReader lines) throws IOException {
        List<Line> batch = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            AuditEvent event = parse(line);
            if (event != null) {
                batch.add(new Line(line, event));
            } else if (!line.isBlank()) {
                LOG.errorf("A spilled line of %d characters is not an audit event and is set aside", line.length());
                rejected.add(line);
            }
            if (batch.size() == BATCH) {
                handOut(batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            handOut(batch);
        }
    }

    private static @Nullable AuditEvent parse(String line) {
        try {
            return AuditEventJson.read(JSON.readTree(line));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }

    private void handOut(List<Line> batch) {
        try {
            sink.accept(batch.stream().map(Line::event).toList());
        } catch (RuntimeException e) {
            if (WriteFault.of(e) != WriteFault.EVENT) {
                throw e;
            }
            batch.forEach(this::handOutAlone);
        }
    }

    private void handOutAlone(Line line) {
        try {
            sink.accept(List.of(line.event()));
        } catch (RuntimeException e) {
            if (WriteFault.of(e) != WriteFault.EVENT) {
                throw e;
            }
            LOG.errorf(
                    "The database never takes the spilled audit event %s, which is set aside: %s",
                    line.event().id(), reason(e));
            rejected.add(line.text());
        }
    }

    /** The first line of what the database said: those below show the row. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Lines that are no events, and events that the sink will never take. */
    List<String> rejected() {
        return rejected;
    }
}
