package io.aim.keycloak.services.audit.export;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How events stand in an export. */
public enum ExportFormat {
    /** One JSON object a line, with every hash of the tree: can be verified offline. */
    NDJSON("events.ndjson"),
    /** RFC 4180. */
    CSV("events.csv"),
    /** One OCSF event a line. */
    OCSF("events.ocsf.ndjson");

    private final String fileName;

    ExportFormat(String fileName) {
        this.fileName = fileName;
    }

    /** Name of the file in the archive. */
    String fileName() {
        return fileName;
    }

    /** Lower-case name, as in parameters. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of a request; NDJSON if none is named. */
    public static ExportFormat of(@Nullable String code) {
        if (code == null || code.isBlank()) {
            return NDJSON;
        }
        return Stream.of(values())
                .filter(format -> format.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "format",
                        "invalid_format",
                        "format must be one of "
                                + Stream.of(values()).map(ExportFormat::code).collect(Collectors.joining(", "))));
    }
}
