package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.capability.CapabilityRequestState;
import io.aim.keycloak.core.capability.CapabilityRules;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.services.rest.TimeCursor;
import io.aim.keycloak.spi.capability.CapabilityPage;
import io.aim.keycloak.spi.capability.CapabilityRequest;
import io.aim.keycloak.spi.capability.CapabilityRequestQuery;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which requests, as sent. */
public final class CapabilityRequestParameters {

    @QueryParam("state")
    @Parameter(description = "pending, approved, rejected or withdrawn")
    @Nullable
    String state;

    @QueryParam("capability")
    @Parameter(description = "Name of a capability")
    @Nullable
    String capability;

    CapabilityRequestQuery query(@Nullable String agentId, PageParameters page) {
        if (agentId != null && !AgentRules.isLookupKey(agentId)) {
            throw new InvalidInputException("agent", "invalid_characters", "agent must be the id of an agent");
        }
        return new CapabilityRequestQuery(
                state(),
                agentId,
                capability == null || capability.isBlank() ? null : CapabilityRules.name("capability", capability),
                position(page.after()),
                page.size());
    }

    private @Nullable CapabilityRequestState state() {
        if (state == null || state.isBlank()) {
            return null;
        }
        return CapabilityRequestState.fromCode(state)
                .orElseThrow(() -> new InvalidInputException(
                        "state", "invalid_state", "state must be pending, approved, rejected or withdrawn"));
    }

    private static CapabilityRequestQuery.@Nullable Position position(@Nullable String after) {
        TimeCursor cursor = TimeCursor.parse(after);
        return cursor == null ? null : new CapabilityRequestQuery.Position(cursor.time(), cursor.id());
    }

    /** The page as it is answered. */
    static CapabilityRequestPageRepresentation answer(CapabilityPage<CapabilityRequest> page) {
        return new CapabilityRequestPageRepresentation(
                page.items().stream().map(CapabilityRequestRepresentation::of).toList(),
                next(page),
                page.total(),
                false);
    }

    private static @Nullable String next(CapabilityPage<CapabilityRequest> page) {
        if (!page.more()) {
            return null;
        }
        CapabilityRequest last = page.items().get(page.items().size() - 1);
        return new TimeCursor(last.requestedAt(), last.id()).text();
    }
}
