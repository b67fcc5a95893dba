package io.aim.keycloak.services.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.spi.apikey.ApiKeyUsage;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How often a key was used.
 *
 * @param from first day, in UTC
 * @param to last day
 * @param requests requests that the key authenticated in that time
 * @param errors those of them that failed
 * @param items by day, newest first, and endpoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApiKeyUsage")
public record ApiKeyUsageRepresentation(
        String id,
        String from,
        String to,
        long requests,
        long errors,
        @Nullable String lastUsedAt,
        List<Item> items) {

    /**
     * Uses of one endpoint on one day.
     *
     * @param endpoint {@code operationId} in the OpenAPI description
     */
    @Schema(name = "ApiKeyUsageItem")
    public record Item(String day, String endpoint, long requests, long errors) {

        static Item of(ApiKeyUsage usage) {
            return new Item(usage.day().toString(), usage.operation(), usage.requests(), usage.errors());
        }
    }
}
