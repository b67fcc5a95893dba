package io.aim.keycloak.services.audit.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.AuditRecord;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import io.aim.keycloak.spi.audit.UnprovenEvents;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * A zip archive with the events of a checkpoint's tree, the checkpoint, and a manifest. It is streamed block by block,
 * each read in a transaction of its own: memory and locks stay small, however long it takes.
 */
public record AuditExport(
        KeycloakSessionFactory factory,
        String realmId,
        String realmName,
        AuditQuery query,
        ExportFormat format,
        StoredCheckpoint checkpoint,
        ExportSlots.Slot slot)
        implements StreamingOutput {

    @Override
    public void write(OutputStream out) throws IOException {
        slot.start();
        try {
            archive(out);
        } finally {
            slot.end();
        }
    }

    private void archive(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.putNextEntry(entry(format.fileName()));
        MessageDigest sha256 = sha256();
        Writer events =
                new BufferedWriter(new OutputStreamWriter(new DigestOutputStream(zip, sha256), StandardCharsets.UTF_8));
        EventSink sink = EventSink.of(format, query, events);
        TrailReader reader = new TrailReader(factory, realmId);
        TreeWalk.run(reader, sink, query, checkpoint.size());
        long unproven = unproven(reader, sink);
        events.flush();
        zip.closeEntry();
        text(zip, "checkpoint", checkpoint.note());
        text(
                zip,
                "manifest.json",
                manifest(sink.count(), unproven, sha256.digest()).toPrettyString() + "\n");
        zip.finish(); // only now: an export that broke off must not look complete
    }

    private long unproven(TrailReader reader, EventSink sink) throws IOException {
        long count = 0;
        Instant from = null;
        do {
            UnprovenEvents found = reader.unproven(query, from);
            for (AuditRecord event : found.items()) {
                sink.unproven(event);
            }
            count += found.items().size();
            from = found.next();
        } while (from != null);
        return count;
    }

    private ObjectNode manifest(long count, long unproven, byte[] sha256) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("format", format.code())
                .put("file", format.fileName())
                .put("realm", realmName)
                .put("realmId", realmId)
                .put("count", count)
                .put("unproven", unproven)
                .put("from", text(query.from()))
                .put("to", text(query.to()))
                .put("treeSize", checkpoint.size())
                .put("createdAt", checkpoint.createdAt().toString())
                .put("sha256", HexFormat.of().formatHex(sha256))
                .put("checkpoint", checkpoint.note());
        manifest.set("filter", ExportFilters.of(query).toJson());
        manifest.putArray("keys").add(checkpoint.verifierKey());
        return manifest;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(entry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static ZipEntry entry(String name) {
        return new ZipEntry(name);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
