package io.aim.keycloak.core.audit.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** What the parts of notes may be made of. */
final class NoteText {

    private NoteText() {}

    /** Names of keys are not empty and have neither spaces nor plus signs. */
    static String requireName(String name) {
        boolean valid = !name.isEmpty()
                && isPlain(name)
                && name.chars().noneMatch(c -> c == '+' || c == '\n' || Character.isWhitespace(c) || isSpace(c));
        if (!valid) {
            throw new IllegalArgumentException("the name of a key is not empty and has no spaces and no plus signs");
        }
        return name;
    }

    private static boolean isSpace(int c) {
        return Character.isSpaceChar(c) || c == 0x85;
    }

    /** Whether it is valid Unicode without control characters other than line feeds. */
    static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> c < ' ' && c != '\n')
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The bytes of canonical padded base64. */
    static byte[] decode(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("not canonical base64");
        }
        return bytes;
    }

    static String encode(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return Base64.getEncoder().encodeToString(all);
    }
}
