package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.spi.decision.RecordedDecision;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An answer of the OpenID AuthZEN Authorization API 1.0. */
@Schema(name = "AccessAnswer")
public record AccessAnswerRepresentation(boolean decision, Context context) {

    /**
     * Why.
     *
     * @param reason stable code
     * @param outcome allowed, denied or pending; absent where nothing was decided
     * @param decisionId id of the record; absent where nothing was decided
     * @param error what is wrong with the request, in a batch
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AccessContext")
    public record Context(
            String reason,
            @Nullable String outcome,
            @Nullable String decisionId,
            @Nullable String executionMode,
            @Nullable String expiresAt,
            @Nullable Fault error) {}

    /** What is wrong with one request of a batch. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AccessError")
    public record Fault(
            int status, String message, @Nullable String field) {}

    static AccessAnswerRepresentation of(RecordedDecision decision) {
        DecisionAnswerRepresentation answer =
                DecisionAnswerRepresentation.of(decision, decision.askedAt(), grantId -> true);
        return new AccessAnswerRepresentation(
                answer.allowed(),
                new Context(
                        answer.reason(),
                        answer.outcome(),
                        answer.decisionId(),
                        answer.executionMode(),
                        answer.expiresAt(),
                        null));
    }

    /** Nothing was decided, so nothing is allowed. */
    static AccessAnswerRepresentation undecided(String reason, @Nullable Fault error) {
        return new AccessAnswerRepresentation(false, new Context(reason, null, null, null, null, error));
    }
}
