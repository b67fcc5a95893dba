package io.aim.keycloak.core.decision;

import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.policy.ActionFacts;
import io.aim.keycloak.core.policy.PolicyEngine;
import io.aim.keycloak.core.policy.PolicySubject;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What would have been decided about past actions if the realm had had other policies. The agents' standing, grants,
 * scores and the catalogue are those of that time; only policies, and the realm's mode, are other ones. Actions come in
 * the order of their times, since those of an hour are counted as they would have gone.
 */
public final class DecisionReplay {

    private static final Set<DecisionReason> GRANT_REFUSALS = EnumSet.of(
            DecisionReason.CAPABILITY_NOT_GRANTED,
            DecisionReason.GRANT_EXPIRED,
            DecisionReason.RESOURCE_NOT_GRANTED,
            DecisionReason.OUTSIDE_TIME_WINDOW,
            DecisionReason.ADDRESS_NOT_ALLOWED,
            DecisionReason.TOO_MANY_CALLS);
    private static final Set<DecisionReason> AGENT_REFUSALS = EnumSet.of(
            DecisionReason.AGENT_PENDING,
            DecisionReason.AGENT_SUSPENDED,
            DecisionReason.AGENT_REVOKED,
            DecisionReason.AGENT_EXPIRED);

    private final DecisionEngine engine;
    private final Map<String, HourOfActions> hours = new HashMap<>();

    /**
     * @param policies those that the realm would have had
     * @param monitoring whether it would have let everything pass that only grants and policies stop
     */
    public DecisionReplay(PolicyEngine policies, boolean monitoring) {
        this.engine = new DecisionEngine(policies, monitoring);
    }

    /**
     * What would have been decided.
     *
     * @param profile the agent; its trust score is that of the time of the action
     */
    public Decision decide(PastAction action, PolicySubject profile) {
        HourOfActions hour = hours.computeIfAbsent(action.agentId(), id -> new HourOfActions());
        hour.moveTo(action.at());
        Decision decision = AGENT_REFUSALS.contains(action.reason())
                ? new Decision(DecisionOutcome.DENIED, action.reason(), null, ExecutionMode.AUTO, List.of(), false)
                : decide(action, profile, hour);
        boolean carriedOut = decision.outcome() == DecisionOutcome.ALLOWED
                || (decision.outcome() == DecisionOutcome.PENDING && action.carriedOut());
        hour.add(action.at(), carriedOut ? action.bytes() : 0);
        return decision;
    }

    private Decision decide(PastAction action, PolicySubject profile, HourOfActions hour) {
        ActionFacts facts = new ActionFacts(
                action.at(),
                action.address(),
                action.grantId() != null,
                action.declared(),
                hour.actions(),
                hour.bytes() + action.bytes());
        DecisionEngine.Circumstances circumstances = new DecisionEngine.Circumstances(
                action.grantId(),
                grantRefusal(action),
                action.reason() != DecisionReason.UNKNOWN_CAPABILITY,
                action.reason() == DecisionReason.TRUST_TOO_LOW,
                action.mode());
        return engine.conclude(circumstances, engine.policies().findings(profile, facts));
    }

    /** Where a policy had made an exception, why no grant covered the action was not written down. */
    private static @Nullable DecisionReason grantRefusal(PastAction action) {
        if (action.grantId() != null) {
            return null;
        }
        return GRANT_REFUSALS.contains(action.reason()) ? action.reason() : DecisionReason.CAPABILITY_NOT_GRANTED;
    }
}
