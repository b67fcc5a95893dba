package io.aim.keycloak.core.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON Canonicalization Scheme (RFC 8785). Texts that are signed or hashed for others to check have only numbers that
 * every JSON reader keeps exactly: whole ones up to 2^53 - 1.
 */
public final class CanonicalJson {

    private static final long MAX_EXACT = (1L << 53) - 1;

    private CanonicalJson() {}

    /** How numbers are written that are not exact everywhere. */
    private interface Numbers {

        String write(JsonNode number);
    }

    /**
     * The canonical text of what has exact numbers only.
     *
     * @throws IllegalArgumentException for other numbers and for lone surrogates
     */
    public static String of(JsonNode node) {
        return text(node, number -> {
            throw new IllegalArgumentException("Only whole numbers up to 2^53 - 1 are allowed");
        });
    }

    /**
     * The canonical text of any JSON; numbers are doubles (IEEE 754) there, so that two that differ by less have the same.
     *
     * @throws IllegalArgumentException for numbers that are no finite doubles and for lone surrogates
     */
    public static String ofAny(JsonNode node) {
        return text(node, number -> EcmaScriptNumber.text(number.doubleValue()));
    }

    private static String text(JsonNode node, Numbers numbers) {
        StringBuilder out = new StringBuilder(256);
        write(node, out, numbers);
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out, Numbers numbers) {
        if (node.isObject()) {
            writeObject(node, out, numbers);
        } else if (node.isArray()) {
            writeArray(node, out, numbers);
        } else if (node.isTextual()) {
            writeString(node.textValue(), out);
        } else if (node.isBoolean() || node.isNull()) {
            out.append(node.asText());
        } else if (node.isIntegralNumber() && node.canConvertToLong() && isExact(node.longValue())) {
            out.append(node.longValue());
        } else if (node.isNumber()) {
            out.append(numbers.write(node));
        } else {
            throw new IllegalArgumentException("Only JSON values have a canonical form");
        }
    }

    private static boolean isExact(long number) {
        return number >= -MAX_EXACT && number <= MAX_EXACT; // Long.MIN_VALUE has no absolute value
    }

    private static void writeObject(JsonNode node, StringBuilder out, Numbers numbers) {
        TreeMap<String, JsonNode> members = new TreeMap<>(); // String order is the order of UTF-16 code units
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            members.put(member.getKey(), member.getValue());
        }
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            out.append(separator);
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out, numbers);
            separator = ",";
        }
        out.append('}');
    }

    private static void writeArray(JsonNode node, StringBuilder out, Numbers numbers) {
        out.append('[');
        for (Iterator<JsonNode> items = node.elements(); items.hasNext(); ) {
            write(items.next(), out, numbers);
            if (items.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = ESCAPED.indexOf(c);
            if (escape >= 0) {
                out.append(ESCAPES.get(escape));
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                requirePaired(text, i);
                out.append(c);
            }
        }
        out.append('"');
    }

    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final List<String> ESCAPES = List.of("\\\"", "\\\\", "\\b", "\\f", "\\n", "\\r", "\\t");

    private static void requirePaired(String text, int i) {
        char c = text.charAt(i);
        boolean lone = Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
        if (lone) {
            throw new IllegalArgumentException("A text has a lone surrogate");
        }
    }
}
