package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
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
@Schema(name = "ImportResult")
public record ImportResultRepresentation(
        boolean dryRun,
        @Schema(description = "Number of lines by result") Map<String, Long> counts,
        List<Item> items) {

    /**
     * What became of one line.
     *
     * @param line number of the line, from 1
     * @param result {@code created}, {@code updated}, {@code unchanged}, {@code skipped} (a revoked agent) or
     *     {@code failed}
     * @param error stable code of the failure
     * @param field the field at fault, if one is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ImportItem")
    public record Item(
            int line,
            @Nullable String name,
            @Nullable String agentId,
            String result,
            @Nullable String error,
            @Nullable String errorMessage,
            @Nullable String field) {}
}
