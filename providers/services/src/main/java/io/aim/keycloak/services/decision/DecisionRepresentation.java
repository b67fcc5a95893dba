package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.decision.RecordedDecision;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A decision as it was made, what a person said about it, and what came of the action. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Decision")
public record DecisionRepresentation(
        String id,
        String agentId,
        String askedAt,
        Asker askedBy,
        String action,
        @Nullable String resource,
        @Nullable Long bytes,
        @Nullable String address,

        @JsonRawValue @Schema(type = SchemaType.OBJECT) @Nullable
        String context,

        @Schema(enumeration = {"allowed", "denied", "pending", "approved", "rejected", "expired"})
        String status,

        String reason,
        @Nullable String grantId,
        String executionMode,

        @Schema(description = "Ids of the policies that found something.")
        List<String> policies,

        boolean monitored,

        @Schema(description = "The agent's trust score at that time, from 0 to 1.") @Nullable
        BigDecimal trustScore,

        @Nullable String expiresAt,
        @Nullable String decidedBy,
        @Nullable String decidedAt,
        @Nullable String note,
        @Nullable Result result) {

    /** Who asked. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DecisionAsker")
    public record Asker(
            @Schema(description = "agent or api_key.") String kind, String id) {}

    /** What came of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReportedResult")
    public record Result(
            String outcome,
            String reportedAt,

            @JsonRawValue @Schema(type = SchemaType.OBJECT) @Nullable
            String evidence) {}

    static DecisionRepresentation of(RecordedDecision decision) {
        RecordedDecision.Action action = decision.action();
        RecordedDecision.Approval approval = decision.approval();
        RecordedDecision.Result result = decision.result();
        return new DecisionRepresentation(
                decision.id(),
                decision.agentId(),
                decision.askedAt().toString(),
                new Asker(decision.asker().kind(), decision.asker().id()),
                action.capability(),
                action.resource(),
                action.bytes() == 0 ? null : action.bytes(),
                action.address(),
                action.context(),
                decision.status().code(),
                decision.reason().code(),
                decision.grantId(),
                decision.mode().code(),
                decision.findings(),
                decision.monitored(),
                decision.trust(),
                approval == null ? null : IsoTime.text(approval.expiresAt()),
                approval == null ? null : approval.decidedBy(),
                approval == null ? null : IsoTime.text(approval.decidedAt()),
                approval == null ? null : approval.note(),
                result == null
                        ? null
                        : new Result(
                                result.outcome().code(), result.reportedAt().toString(), result.evidence()));
    }
}
