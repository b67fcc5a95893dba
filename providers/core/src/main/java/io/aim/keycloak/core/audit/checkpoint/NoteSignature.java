package io.aim.keycloak.core.audit.checkpoint;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * One signature line of a note.
 *
 * @param name name of the key
 * @param base64 base64(key id ‖ signature), at least 5 bytes
 */
public record NoteSignature(String name, String base64) {

    private static final String START = "\u2014 ";

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one of them is not what signed notes allow
     */
    public NoteSignature {
        NoteText.requireName(name);
        if (NoteText.decode(base64).length <= NoteKey.ID_LENGTH) {
            throw new IllegalArgumentException("a signature is longer than the id of its key");
        }
    }

    static NoteSignature parse(String line) {
        String[] parts = line.startsWith(START) ? line.substring(START.length()).split(" ", -1) : new String[0];
        if (parts.length != 2) {
            throw new IllegalArgumentException("a signature line is a dash, a name and a signature");
        }
        return new NoteSignature(parts[0], parts[1]);
    }

    /** Id of the key, as {@link NoteKey#id()}. */
    public String keyId() {
        return HexFormat.of().formatHex(NoteText.decode(base64), 0, NoteKey.ID_LENGTH);
    }

    /** The signature itself. */
    public byte[] signature() {
        byte[] bytes = NoteText.decode(base64);
        return Arrays.copyOfRange(bytes, NoteKey.ID_LENGTH, bytes.length);
    }

    boolean claimsToBeOf(NoteKey key) {
        return name.equals(key.name()) && keyId().equals(key.id());
    }

    /** {@code — name base64}, without the line feed. */
    @Override
    public String toString() {
        return START + name + " " + base64;
    }
}
