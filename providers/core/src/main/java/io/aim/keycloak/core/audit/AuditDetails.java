package io.aim.keycloak.core.audit;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Details of an event: at most {@value #MAX_ENTRIES} texts of {@value #MAX_VALUE} characters, and never a secret; {@code truncated} says that there were more. */
final class AuditDetails {

    static final int MAX_ENTRIES = 32;
    static final int MAX_VALUE = 1024;

    private static final String TRUNCATED = "truncated";

    /** Names whose values are secrets wherever they come from. */
    private static final Pattern SECRET =
            Pattern.compile("password|passwd|secret|credential|private|authorization|cookie"
                    + "|(?:assertion|token|api_?key)(?!_?(?:ids?|types?|names?|prefix|count|lifespan)$)");

    /** In {@code camelCase} the words begin here. */
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[-. ]");

    private final TreeMap<String, String> details = new TreeMap<>();

    void put(String name, @Nullable String value) {
        String key = AuditText.bounded(name, AuditText.CODE);
        String text = AuditText.bounded(value, MAX_VALUE);
        if (key == null || text == null) {
            return;
        }
        if (details.size() >= MAX_ENTRIES && !details.containsKey(key)) {
            details.put(TRUNCATED, "true");
            return;
        }
        details.put(key, isSecret(name) ? "[redacted]" : text);
    }

    private static boolean isSecret(String name) {
        String words = WORD.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
        return SECRET.matcher(words).find();
    }

    SortedMap<String, String> toMap() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }
}
