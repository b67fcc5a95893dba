package io.aim.keycloak.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The parts of an exported audit trail: a zip, or a file of events whose checkpoint stands in a file of its own. */
final class AuditExport implements Closeable {
    private static final int MAX_SMALL_FILE = 1 << 20;

    private final Path file;
    private final Optional<ZipFile> zip;

    private AuditExport(Path file, Optional<ZipFile> zip) {
        this.file = file;
        this.zip = zip;
    }

    /** Decides by the first bytes of the file. */
    static AuditExport open(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw CommandException.usage("cannot read " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
                return new AuditExport(file, Optional.empty());
            }
        }
        try {
            return new AuditExport(file, Optional.of(new ZipFile(file.toFile())));
        } catch (ZipException e) {
            throw CommandException.failed(file + " is a damaged zip: " + e.getMessage());
        }
    }

    boolean isZip() {
        return zip.isPresent();
    }

    InputStream events() throws IOException {
        return zip.isPresent() ? entry(zip.get(), "events.ndjson") : Files.newInputStream(file);
    }

    /** The checkpoint inside the zip. */
    String checkpoint() throws IOException {
        return small(entry(zip.orElseThrow(), "checkpoint"));
    }

    /** The manifest inside the zip; a missing node where it is not JSON. */
    JsonNode manifest() throws IOException {
        return Json.parseOrMissing(small(entry(zip.orElseThrow(), "manifest.json")));
    }

    private InputStream entry(ZipFile file, String name) throws IOException {
        ZipEntry entry = file.getEntry(name);
        if (entry == null) {
            throw CommandException.failed("there is no " + name + " in " + this.file);
        }
        return file.getInputStream(entry);
    }

    /** A file that is read as a whole. */
    static String small(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw CommandException.usage("cannot read " + file);
        }
        return small(Files.newInputStream(file));
    }

    private static String small(InputStream stream) throws IOException {
        try (InputStream in = stream) {
            return new String(in.readNBytes(MAX_SMALL_FILE), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        if (zip.isPresent()) {
            zip.get().close();
        }
    }
}
