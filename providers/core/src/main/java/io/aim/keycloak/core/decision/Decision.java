package io.aim.keycloak.core.decision;

import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.policy.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision with its reasons.
 *
 * @param reason why, the same in monitoring mode: what a strict realm would say
 * @param grantId the grant that covers the action, or null
 * @param mode how it is to be carried out
 * @param findings policies that found something, one per type at most
 * @param monitored whether it is allowed only because the realm is in monitoring mode
 */
public record Decision(
        DecisionOutcome outcome,
        DecisionReason reason,
        @Nullable String grantId,
        ExecutionMode mode,
        List<Policy> findings,
        boolean monitored) {

    public Decision {
        findings = List.copyOf(findings);
    }

    /** Whether the attempt is recorded as a violation, blocked or not. */
    public boolean isViolation() {
        return reason.isViolation();
    }

    /** Whether the agent was kept from it. */
    public boolean isBlocked() {
        return outcome == DecisionOutcome.DENIED;
    }
}
