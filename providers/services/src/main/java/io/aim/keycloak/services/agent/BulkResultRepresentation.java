package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of each agent.
 *
 * @param succeeded number of agents that were changed, or would be
 * @param failed number of agents that were not
 * @param next value for {@code after} if more agents match the filter
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BulkResult")
public record BulkResultRepresentation(
        int succeeded,
        int failed,
        List<Item> items,
        @Nullable String next) {

    /**
     * What became of one agent.
     *
     * @param result {@code changed}, {@code would_change} or {@code failed}
     * @param error stable code of the failure
     * @param receiptId id of the receipt of a suspension or revocation
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BulkItem")
    public record Item(
            String agentId,
            @Nullable String agentName,
            String result,
            @Nullable String error,
            @Nullable String errorMessage,
            @Nullable String receiptId) {

        boolean failed() {
            return error != null;
        }
    }
}
