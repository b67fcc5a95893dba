package io.aim.keycloak.services.capability;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of requests.
 *
 * @param next cursor of the page that follows; absent on the last one
 * @param total requests on all pages
 * @param totalIsEstimate always false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CapabilityRequestPage")
public record CapabilityRequestPageRepresentation(
        List<CapabilityRequestRepresentation> items,
        @Nullable String next,
        long total,
        boolean totalIsEstimate) {}
