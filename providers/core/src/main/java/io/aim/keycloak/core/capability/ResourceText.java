package io.aim.keycloak.core.capability;

import io.aim.keycloak.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * What holds for names of resources and for patterns alike. A name that a resource could read in another way than the
 * matcher is refused, never repaired: a repaired name is not what the agent will use.
 */
final class ResourceText {

    private static final int HEX = 16;
    private static final int ESCAPE = 3;

    private ResourceText() {}

    static void check(String field, String text, int max) {
        if (text.isEmpty()) {
            throw new InvalidInputException(field, "required", field + " must not be empty");
        }
        if (text.length() > max) {
            throw new InvalidInputException(field, "too_long", field + " may have at most " + max + " characters");
        }
        if (text.codePoints().anyMatch(ResourceText::isInvisible)) {
            throw new InvalidInputException(
                    field, "invalid_characters", field + " must not contain control or invisible characters");
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw new InvalidInputException(
                    field, "not_normalized", field + " must be written in Unicode normalization form C");
        }
        checkMeaning(field, text);
        String before = text;
        String decoded = decode(before);
        while (!decoded.equals(before)) {
            if (count(decoded, '/') > count(before, '/') || decoded.codePoints().anyMatch(ResourceText::isInvisible)) {
                throw new InvalidInputException(
                        field,
                        "invalid_characters",
                        field + " must not contain percent-encoded slashes, control or invisible characters");
            }
            checkMeaning(field, decoded);
            before = decoded;
            decoded = decode(before);
        }
    }

    private static void checkMeaning(String field, String text) {
        // servers that fold look-alikes read a full-width dot as a dot
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC);
        if (folded.indexOf('\\') >= 0) {
            throw new InvalidInputException(field, "backslash", field + " must not contain backslashes");
        }
        for (String segment : folded.split("/", -1)) {
            // some servers cut parameters off a segment: "..;x" is ".." to them; '?' and '#' end a path
            String name = segment.split("[;?#]", 2)[0];
            if (".".equals(name) || "..".equals(name)) {
                throw new InvalidInputException(
                        field, "dot_segment", field + " must not contain the segments '.' and '..', in any encoding");
            }
        }
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static long count(String text, char character) {
        return text.chars().filter(c -> c == character).count();
    }

    /** One round of percent-decoding; what is no escape stays, and bytes that are no UTF-8 become U+FFFD. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && i + 2 < bytes.length && digit(bytes[i + 1]) >= 0 && digit(bytes[i + 2]) >= 0) {
                decoded[length++] = (byte) (digit(bytes[i + 1]) * HEX + digit(bytes[i + 2]));
                i += ESCAPE - 1;
            } else {
                decoded[length++] = bytes[i];
            }
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    private static int digit(byte character) {
        return character < 0 ? -1 : Character.digit((char) character, HEX);
    }
}
