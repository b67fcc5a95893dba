package io.aim.keycloak.services.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of API keys.
 *
 * @param next cursor of the page that follows; absent on the last one
 * @param total keys on all pages
 * @param totalIsEstimate always false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApiKeyPage")
public record ApiKeyPageRepresentation(
        List<ApiKeyRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {}
