package io.aim.keycloak.services.audit.anchor;

import io.aim.keycloak.spi.audit.StoredCheckpoint;
import io.aim.keycloak.spi.audit.anchor.AnchorConflictException;
import io.aim.keycloak.spi.audit.anchor.AuditAnchorProvider;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/**
 * Checkpoints in files {@code <realm id>/<tree size>.checkpoint}. A file appears as a whole or not at all, and is never
 * written again.
 */
final class CheckpointDirectory implements AuditAnchorProvider {

    private final Path root;

    CheckpointDirectory(Path root) {
        this.root = root;
    }

    @Override
    public void keep(String realmId, StoredCheckpoint checkpoint) throws IOException {
        Path directory = root.resolve(name(realmId));
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory); // the root is the operator's to make: an unmounted disk is no place
            sync(root);
        }
        byte[] note = checkpoint.note().getBytes(StandardCharsets.UTF_8);
        Path target = directory.resolve(checkpoint.size() + ".checkpoint");
        if (Files.exists(target)) {
            requireSame(target, note);
            return;
        }
        Path temporary = directory.resolve("." + checkpoint.size() + "." + UUID.randomUUID() + ".tmp");
        try {
            write(temporary, note);
            publish(temporary, target, note);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(directory);
    }

    /** A name of one path element, whatever the id of the realm is. */
    static String name(String realmId) {
        String encoded = URLEncoder.encode(realmId, StandardCharsets.UTF_8);
        return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                int unused = channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** A link, unlike a rename, cannot replace a file that appeared meanwhile. */
    private static void publish(Path temporary, Path target, byte[] note) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            requireSame(target, note);
        } catch (UnsupportedOperationException | IOException noLinks) {
            if (Files.exists(target)) {
                requireSame(target, note);
            } else {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void requireSame(Path target, byte[] note) throws IOException {
        if (!Arrays.equals(Files.readAllBytes(target), note)) {
            throw new AnchorConflictException(target + " has other content");
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        // nothing is open between two checkpoints
    }
}
