package io.aim.keycloak.core.audit.checkpoint;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key that verifies a signed note (C2SP signed-note, a "vkey" with algorithm 0x01, Ed25519).
 *
 * @param name who signs; not empty, without spaces and plus signs
 * @param publicKey the key
 */
public record NoteKey(String name, Ed25519PublicKey publicKey) {

    static final int ID_LENGTH = 4;

    private static final byte[] ED25519 = {1};

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException for a name that signed notes do not allow
     */
    public NoteKey {
        NoteText.requireName(name);
    }

    /**
     * The opposite of {@link #toString()}.
     *
     * @throws IllegalArgumentException if the text is not such a key, and if its id is not that of the key
     */
    public static NoteKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a verifier key is name+id+key");
        }
        byte[] typed = NoteText.decode(parts[2]);
        if (typed.length == 0 || typed[0] != ED25519[0]) {
            throw new IllegalArgumentException("only Ed25519 verifier keys are supported");
        }
        NoteKey key = new NoteKey(parts[0], Ed25519PublicKey.of(Arrays.copyOfRange(typed, 1, typed.length)));
        if (!key.id().equals(parts[1])) {
            throw new IllegalArgumentException("the id of the verifier key does not belong to name and key");
        }
        return key;
    }

    /** The first 4 bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key), as 8 lower-case hexadecimal digits. */
    public String id() {
        return HexFormat.of().formatHex(idBytes());
    }

    byte[] idBytes() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(ED25519);
            return Arrays.copyOf(digest.digest(publicKey.encoded()), ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** {@code name+id+base64(0x01 ‖ public key)}. */
    @Override
    public String toString() {
        return name + "+" + id() + "+" + NoteText.encode(ED25519, publicKey.encoded());
    }
}
