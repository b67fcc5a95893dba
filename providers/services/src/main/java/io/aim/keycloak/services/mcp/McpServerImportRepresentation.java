package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.bulk.ImportedLine;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of each line.
 *
 * @param dryRun whether nothing was changed
 * @param counts number of lines by result
 * @param items in the order of the lines; empty lines are left out
 */
@Schema(name = "McpServerImportResult")
public record McpServerImportRepresentation(
        boolean dryRun,
        @Schema(description = "Number of lines by result") Map<String, Long> counts,
        List<Item> items) {

    /**
     * What became of one line.
     *
     * @param line number of the line, from 1
     * @param result {@code created}, {@code updated}, {@code unchanged}, {@code skipped} (a revoked server) or
     *     {@code failed}
     * @param error stable code of the failure
     * @param field the field at fault, if one is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "McpServerImportItem")
    public record Item(
            int line,
            @Nullable String name,
            @Nullable String serverId,
            String result,
            @Nullable String error,
            @Nullable String errorMessage,
            @Nullable String field) {

        static Item of(ImportedLine line) {
            return new Item(
                    line.line(),
                    line.name(),
                    line.id(),
                    line.result(),
                    line.error(),
                    line.errorMessage(),
                    line.field());
        }
    }

    static McpServerImportRepresentation of(boolean dryRun, List<ImportedLine> lines) {
        return new McpServerImportRepresentation(
                dryRun, ImportedLine.counts(lines), lines.stream().map(Item::of).toList());
    }
}
