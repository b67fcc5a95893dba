package io.aim.keycloak.core.audit;

import org.jspecify.annotations.Nullable;

/** Bounds of texts in events: callers choose some of them, and no event is lost because one is odd. */
final class AuditText {

    /** Longest kind, in characters. */
    static final int KIND = 32;
    /** Longest code, in characters. */
    static final int CODE = 64;
    /** Longest id, in characters. */
    static final int ID = 128;
    /** Longest name, in characters. */
    static final int NAME = 255;

    private static final String CUT = "…";

    private AuditText() {}

    /**
     * At most {@code max} characters on one line and in one order; line separators, controls, also those of bidirectional
     * text, and lone surrogates become {@code ?}.
     */
    static @Nullable String bounded(@Nullable String text, int max) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        int end = text.length() <= max ? text.length() : max - CUT.length();
        StringBuilder bounded = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                bounded.append(c).append(text.charAt(++i));
            } else {
                bounded.append(isOdd(c) ? '?' : c);
            }
        }
        return end == text.length() ? bounded.toString() : bounded + CUT;
    }

    private static boolean isOdd(char c) {
        return Character.isISOControl(c) || Character.isSurrogate(c) || isLineSeparator(c) || isBidiControl(c);
    }

    private static boolean isLineSeparator(char c) {
        return c == '\u2028' || c == '\u2029';
    }

    /** Unicode's property Bidi_Control: with these a text looks like another. */
    private static boolean isBidiControl(char c) {
        return c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
