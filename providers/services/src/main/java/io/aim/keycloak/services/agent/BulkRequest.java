package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.bulk.BulkSelection;
import io.aim.keycloak.services.rest.JsonBody;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The same change for many agents.
 *
 * @param selection the agents
 */
record BulkRequest(
        Action action,
        BulkSelection selection,
        SortedSet<String> tags,
        @Nullable AgentPerson role,
        @Nullable String to,
        @Nullable String reason,
        boolean dryRun) {

    /** What happens to each agent. */
    enum Action {
        SUSPEND,
        REVOKE,
        TAG,
        UNTAG,
        TRANSFER;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it only takes power away. */
        boolean reducesPower() {
            return this == SUSPEND || this == REVOKE;
        }
    }

    /** Documents the body. */
    @Schema(name = "BulkRequest", description = "One change for many agents, named by ids or by a filter.")
    record Documentation(
            @Schema(
                    required = true,
                    enumeration = {"suspend", "revoke", "tag", "untag", "transfer"})
            String action,

            @Schema(description = "Ids of agents, 500 at most; or use filter.") @Nullable
            List<String> ids,

            @Schema(
                    description =
                            "Filters of the list of agents, such as {\"tag\": \"eu\"}; an empty object is all agents.")
            @Nullable
            Map<String, String> filter,

            @Schema(description = "Value of next of the previous answer.") @Nullable
            String after,

            @Schema(minimum = "1", maximum = "500", defaultValue = "100", description = "Most agents of one call.")
            @Nullable
            Integer max,

            @Schema(description = "For tag and untag.") @Nullable
            List<String> tags,

            @Schema(
                    description = "For transfer.",
                    enumeration = {"owner", "sponsor"})
            @Nullable
            String role,

            @Schema(description = "For transfer: user id or username.") @Nullable
            String to,

            @Schema(maxLength = 1000) @Nullable String reason,

            @Schema(description = "Only say what would be done.", defaultValue = "false") @Nullable
            Boolean dryRun) {}

    static BulkRequest parse(@Nullable String json) {
        JsonBody body = JsonBody.parse(
                json, "action", "ids", "filter", "after", "max", "tags", "role", "to", "reason", "dryRun");
        Action action = action(body.text("action"));
        BulkSelection selection = BulkSelection.of(body, "agents");
        SortedSet<String> tags = AgentRules.tags("tags", body.texts("tags"));
        if ((action == Action.TAG || action == Action.UNTAG) == tags.isEmpty()) {
            throw new InvalidInputException("tags", "required", "tags go with tag and untag, and with these only");
        }
        boolean transfer = action == Action.TRANSFER;
        return new BulkRequest(
                action,
                selection,
                tags,
                transfer ? AgentPerson.fromCode("role", body.text("role")) : null,
                transfer ? AgentRules.required("to", body.text("to")) : null,
                AgentRules.text("reason", body.text("reason"), AgentRules.REASON_MAX),
                body.flag("dryRun"));
    }

    private static Action action(@Nullable String code) {
        return Stream.of(Action.values())
                .filter(action -> action.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "action",
                        "invalid_action",
                        "action must be one of "
                                + Arrays.stream(Action.values())
                                        .map(Action::code)
                                        .collect(Collectors.joining(", "))));
    }
}
