package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of agents in the order of their names.
 *
 * @param next cursor for {@code after}; absent on the last page
 * @param total number of agents that match, all pages counted
 * @param totalIsEstimate whether there are more: counting ends at {@code total}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AgentPage")
public record AgentPageRepresentation(
        List<AgentRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {}
