package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.decision.DecisionOutcome;
import io.aim.keycloak.core.decision.DecisionStatus;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.decision.RecordedDecision;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer to whether an agent may act.
 *
 * @param reason stable code
 * @param monitored true if it is allowed only because the realm is in monitoring mode: reason is what a strict realm would
 *     say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DecisionAnswer")
public record DecisionAnswerRepresentation(
        boolean allowed,

        @Schema(enumeration = {"allowed", "denied", "pending"})
        String outcome,

        @Schema(description = "Code of the reason, such as granted, capability_not_granted or review_required.")
        String reason,

        String decisionId,

        @Schema(enumeration = {"auto", "notify", "review"}) String executionMode,

        @Schema(
                description =
                        "report_result: say what came of the action; await_approval: ask again until a person has decided.")
        List<String> obligations,

        @Schema(
                format = "date-time",
                description = "Until when a person may agree, or what a person agreed to may be carried out.")
        @Nullable
        String expiresAt,

        @Nullable Boolean monitored) {

    /**
     * @param isLive whether a grant still counts: what a person agreed to does not outlive it
     */
    static DecisionAnswerRepresentation of(RecordedDecision decision, Instant now, Predicate<String> isLive) {
        RecordedDecision.Approval approval = decision.approval();
        DecisionOutcome outcome = decision.status().outcome();
        String reason = approval == null || decision.status() == DecisionStatus.PENDING
                ? decision.reason().code()
                : decision.status().code();
        if (approval != null && outcome != DecisionOutcome.DENIED) {
            String grantId = decision.grantId();
            if (!now.isBefore(approval.expiresAt())) {
                outcome = DecisionOutcome.DENIED;
                reason = "expired";
            } else if (grantId != null && !isLive.test(grantId)) {
                outcome = DecisionOutcome.DENIED;
                reason = "grant_ended";
            }
        }
        return new DecisionAnswerRepresentation(
                outcome == DecisionOutcome.ALLOWED,
                outcome.code(),
                reason,
                decision.id(),
                decision.mode().code(),
                switch (outcome) {
                    case ALLOWED -> List.of("report_result");
                    case PENDING -> List.of("await_approval");
                    case DENIED -> List.of();
                },
                approval == null || outcome == DecisionOutcome.DENIED ? null : IsoTime.text(approval.expiresAt()),
                decision.monitored() ? Boolean.TRUE : null);
    }
}
