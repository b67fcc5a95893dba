package io.aim.keycloak.core.audit.tree;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * A SHA-256 value: the hash of a leaf, of a node or of a whole tree.
 *
 * @param bytes 32 bytes; copied on the way in and out
 */
@SuppressWarnings("ArrayRecordComponent") // never shared, and compared by content
public record TreeHash(byte[] bytes) {

    /** Length in bytes. */
    public static final int LENGTH = 32;

    /**
     * Takes a copy.
     *
     * @throws IllegalArgumentException if these are not 32 bytes
     */
    public TreeHash {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a tree hash has " + LENGTH + " bytes, not " + bytes.length);
        }
        bytes = bytes.clone();
    }

    /**
     * The opposite of {@link #toString()}.
     *
     * @throws IllegalArgumentException if the text is not the padded base64 (RFC 4648 §4) of 32 bytes, in its one
     *     canonical spelling
     */
    public static TreeHash fromBase64(String text) {
        TreeHash hash = new TreeHash(Base64.getDecoder().decode(text));
        if (!hash.toString().equals(text)) {
            throw new IllegalArgumentException("a tree hash is written in canonical base64");
        }
        return hash;
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    void addTo(MessageDigest digest) {
        digest.update(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Base64 (RFC 4648 §4), 44 characters. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
