package io.aim.keycloak.services.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was decided, and what would have been decided. */
@Schema(name = "PolicyDryRun")
public record PolicyDryRunRepresentation(
        @Schema(description = "Begin of the time that was looked at.")
        String from,

        @Schema(description = "End of it: now, or the last decision that was looked at.")
        String to,

        @Schema(description = "Decisions that were replayed.")
        long decisions,

        @Schema(description = "Whether these are all; if not, there were more than fit into one answer.")
        boolean complete,

        @Schema(description = "Most decisions that are looked at.")
        long limit,

        Counts was,
        Counts would,

        @Schema(description = "Decisions whose outcome would have been another.")
        long changed,

        @Schema(description = "The policies that were tried, with what they found.")
        List<Tried> policies,

        @Schema(description = "The first hundred of those that would have changed.")
        List<Change> changes) {

    /** Decisions by outcome. */
    @Schema(name = "PolicyDryRunCounts")
    public record Counts(long allowed, long denied, long pending) {}

    /** A policy that was tried. */
    @Schema(name = "PolicyDryRunPolicy")
    public record Tried(
            @Schema(description = "Its id, or its place in the request.")
            String id,

            String name,
            String type,
            String enforcement,

            @Schema(description = "Actions in which it would have found something.")
            long found,

            @Schema(description = "Those of them that would have been denied, where it blocks.")
            long denied) {}

    /** A decision that would have been another. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PolicyDryRunChange")
    public record Change(
            String decisionId,
            String agentId,

            @Schema(description = "Absent if the agent is gone.") @Nullable
            String agentName,

            String capability,
            @Nullable String resource,
            String at,
            Verdict was,
            Verdict would) {}

    /** An outcome and why. */
    @Schema(name = "PolicyDryRunVerdict")
    public record Verdict(
            @Schema(enumeration = {"allowed", "denied", "pending"})
            String outcome,

            String reason) {}
}
