package io.aim.keycloak.core.mcp;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percent-encoding in one form, RFC 3986 §6.2.2: what needs none has none, the rest is in upper case. */
final class PercentEncoding {

    private static final Pattern OCTET = Pattern.compile("%([0-9A-Fa-f]{2})");

    private PercentEncoding() {}

    /** The same text in that form; whatever is encoded twice stays so. */
    static String normalize(String text) {
        return OCTET.matcher(text).replaceAll(octet -> Matcher.quoteReplacement(normalized(octet.group(1))));
    }

    private static String normalized(String hex) {
        char decoded = (char) Integer.parseInt(hex, 16);
        return isUnreserved(decoded) ? String.valueOf(decoded) : "%" + hex.toUpperCase(Locale.ROOT);
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
