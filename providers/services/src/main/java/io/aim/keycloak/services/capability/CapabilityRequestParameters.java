package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.capability.CapabilityRequestState;
import io.aim.keycloak.core.capability.CapabilityRules;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.capability.CapabilityPage;
import io.aim.keycloak.spi.capability.CapabilityRequest;
import io.aim.keycloak.spi.capability.CapabilityRequestQuery;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which requests, as sent. */
public final class CapabilityRequestParameters {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,15}):([0-9A-Za-z-]{1,36})");

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
        if (after == null) {
            return null;
        }
        try {
            Matcher cursor = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8));
            if (cursor.matches()) {
                return new CapabilityRequestQuery.Position(
                        Instant.ofEpochMilli(Long.parseLong(cursor.group(1))), cursor.group(2));
            }
        } catch (IllegalArgumentException e) {
            // the same answer as for another text
        }
        throw new InvalidInputException(
                "after", "invalid_cursor", "after must be the value of next of an earlier page");
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
        String cursor = last.requestedAt().toEpochMilli() + ":" + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }
}
