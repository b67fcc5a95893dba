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

    /** At most {@code max} characters on one line; control characters and lone surrogates become {@code ?}. */
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
                bounded.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
            }
        }
        return end == text.length() ? bounded.toString() : bounded + CUT;
    }
}
