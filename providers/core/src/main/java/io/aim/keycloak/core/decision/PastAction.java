package io.aim.keycloak.core.decision;

import io.aim.keycloak.core.capability.ExecutionMode;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent once asked for, and what was decided.
 *
 * @param address where the agent asked from, or null
 * @param declared whether it had declared the capability
 * @param trust its score at that time, or null
 * @param grantId the grant that covered the action, or null
 * @param outcome what was decided at once
 * @param carriedOut whether the agent was let in the end, by a person perhaps
 */
public record PastAction(
        String agentId,
        Instant at,
        long bytes,
        @Nullable String address,
        boolean declared,
        @Nullable BigDecimal trust,
        @Nullable String grantId,
        ExecutionMode mode,
        DecisionOutcome outcome,
        DecisionReason reason,
        boolean carriedOut) {}
