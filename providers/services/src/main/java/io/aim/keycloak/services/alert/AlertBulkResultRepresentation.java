package io.aim.keycloak.services.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of each alert.
 *
 * @param succeeded number of alerts that were acknowledged
 * @param failed number of alerts that were not
 * @param remaining number of open alerts that match the filter and were not reached; repeat the call for them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AlertBulkResult")
public record AlertBulkResultRepresentation(
        int succeeded,
        int failed,
        List<Item> items,
        @Nullable Long remaining) {

    /**
     * What became of one alert.
     *
     * @param result {@code acknowledged} or {@code failed}
     * @param error stable code of the failure
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AlertBulkItem")
    public record Item(
            String id,
            String result,
            @Nullable String error,
            @Nullable String errorMessage) {

        boolean failed() {
            return error != null;
        }
    }
}
