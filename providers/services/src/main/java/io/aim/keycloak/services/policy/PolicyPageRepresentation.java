package io.aim.keycloak.services.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of policies.
 *
 * @param next cursor of the page that follows; absent on the last one
 * @param total policies on all pages
 * @param totalIsEstimate always false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PolicyPage")
public record PolicyPageRepresentation(
        List<PolicyRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {}
