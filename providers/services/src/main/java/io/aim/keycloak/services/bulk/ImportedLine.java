package io.aim.keycloak.services.bulk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line of an import.
 *
 * @param line number of the line, from 1
 * @param name the name that it gives, or null if nobody can tell
 * @param id id of what it names, if that is there now
 * @param result code of a {@link ImportOutcome.Result}, or {@code failed}
 * @param error stable code of the failure
 * @param errorMessage sentence for people
 * @param field the field at fault, if one is
 */
public record ImportedLine(
        int line,
        @Nullable String name,
        @Nullable String id,
        String result,
        @Nullable String error,
        @Nullable String errorMessage,
        @Nullable String field) {

    /** Number of lines by result. */
    public static Map<String, Long> counts(List<ImportedLine> lines) {
        return lines.stream().collect(Collectors.groupingBy(ImportedLine::result, TreeMap::new, Collectors.counting()));
    }
}
