package io.aim.keycloak.core.decision;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.capability.GrantedCapability;
import io.aim.keycloak.core.policy.PolicySubject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent as decisions see it.
 *
 * @param expiresAt when the agent itself ends, or null
 * @param declared capabilities that it said it would use
 * @param grants what it was granted, ended grants included
 */
public record DecisionSubject(
        AgentStatus status,
        @Nullable Instant expiresAt,
        Set<String> declared,
        List<GrantedCapability> grants,
        PolicySubject profile) {

    public DecisionSubject {
        declared = Set.copyOf(declared);
        grants = List.copyOf(grants);
    }
}
