package io.aim.keycloak.services.audit.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.AuditTreeRow;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
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
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

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
        StoredCheckpoint checkpoint)
        implements StreamingOutput {

    private static final int BLOCKS_PER_READ = 4;

    @Override
    public void write(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.putNextEntry(entry(format.fileName()));
        MessageDigest sha256 = sha256();
        Writer events =
                new BufferedWriter(new OutputStreamWriter(new DigestOutputStream(zip, sha256), StandardCharsets.UTF_8));
        EventSink sink = EventSink.of(format, query, events);
        for (long from = 0; from < checkpoint.size(); from += (long) BLOCKS_PER_READ * EventSink.BLOCK) {
            List<AuditTreeRow> rows =
                    read(from, Math.min(checkpoint.size(), from + (long) BLOCKS_PER_READ * EventSink.BLOCK));
            for (int block = 0; block < rows.size(); block += EventSink.BLOCK) {
                sink.block(rows.subList(block, Math.min(rows.size(), block + EventSink.BLOCK)));
            }
        }
        events.flush();
        zip.closeEntry();
        text(zip, "checkpoint", checkpoint.note());
        text(zip, "manifest.json", manifest(sink.count(), sha256.digest()).toPrettyString() + "\n");
        zip.finish(); // only now: an export that broke off must not look complete
    }

    private List<AuditTreeRow> read(long from, long to) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                throw new IllegalStateException("Realm " + realmName + " was removed during the export");
            }
            return session.getProvider(AuditProvider.class).tree(realm).rows(from, to);
        });
    }

    private ObjectNode manifest(long count, byte[] sha256) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("format", format.code())
                .put("file", format.fileName())
                .put("realm", realmName)
                .put("realmId", realmId)
                .put("count", count)
                .put("from", text(query.from()))
                .put("to", text(query.to()))
                .put("treeSize", checkpoint.size())
                .put("createdAt", checkpoint.createdAt().toString())
                .put("sha256", HexFormat.of().formatHex(sha256))
                .put("checkpoint", checkpoint.note());
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
