package io.aim.keycloak.core.audit.checkpoint;

import io.aim.keycloak.core.key.Ed25519Verifier;
import io.aim.keycloak.core.key.JcaEd25519Verifier;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text and who signed it (C2SP signed-note).
 *
 * @param text what is signed; ends with a line feed, and may have empty lines inside
 * @param signatures one or more, 100 at most
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    private static final int MAX_LENGTH = 1_000_000;
    private static final int MAX_SIGNATURES = 100;
    private static final Ed25519Verifier VERIFIER = new JcaEd25519Verifier();

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if the text does not end with a line feed or has control characters, and for no
     *     signatures or too many
     */
    public SignedNote {
        requireText(text);
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("a note has 1 to " + MAX_SIGNATURES + " signatures");
        }
    }

    private static void requireText(String text) {
        if (!text.endsWith("\n") || text.length() > MAX_LENGTH || !NoteText.isPlain(text)) {
            throw new IllegalArgumentException(
                    "the text of a note ends with a line feed and has no control characters");
        }
    }

    /**
     * Signs a text.
     *
     * @throws IllegalArgumentException for a text that is not allowed, and without signers
     */
    public static SignedNote sign(String text, NoteSigner... signers) {
        requireText(text);
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        return new SignedNote(
                text,
                Stream.of(signers)
                        .map(signer -> new NoteSignature(
                                signer.key().name(),
                                NoteText.encode(signer.key().idBytes(), signer.sign(message))))
                        .toList());
    }

    /**
     * The opposite of {@link #toString()}; says nothing about the signatures.
     *
     * @throws IllegalArgumentException if it is not a signed note
     */
    public static SignedNote parse(String note) {
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || note.length() > MAX_LENGTH || !note.endsWith("\n")) {
            throw new IllegalArgumentException("a signed note is a text, an empty line and signature lines");
        }
        String lines = note.substring(split + 2);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a signed note has signature lines");
        }
        return new SignedNote(
                note.substring(0, split + 1),
                Stream.of(lines.substring(0, lines.length() - 1).split("\n", -1))
                        .map(NoteSignature::parse)
                        .toList());
    }

    /**
     * The keys among {@code trusted} that signed; signatures of other keys mean nothing.
     *
     * @return in the order of the signature lines; empty if none of the keys signed
     * @throws SignatureException if a line names one of these keys and its signature is wrong
     */
    public List<NoteKey> verify(List<NoteKey> trusted) throws SignatureException {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        List<NoteKey> signed = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            for (NoteKey key : trusted) {
                if (signature.claimsToBeOf(key) && !signed.contains(key)) {
                    requireValid(key, message, signature);
                    signed.add(key);
                }
            }
        }
        return List.copyOf(signed);
    }

    private static void requireValid(NoteKey key, byte[] message, NoteSignature signature) throws SignatureException {
        if (!VERIFIER.prepare(key.publicKey()).verify(message, signature.signature())) {
            throw new SignatureException("the signature of " + key.name() + " (key " + key.id() + ") is wrong");
        }
    }

    /** The text, an empty line, and the signature lines. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature).append('\n'));
        return note.toString();
    }
}
