package io.aim.keycloak.core.policy;

import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent that an action is judged for.
 *
 * @param trust its trust score from 0 to 1, or null while it is not evaluated
 */
public record PolicySubject(
        String agentId,
        AgentType type,
        Set<String> tags,
        @Nullable BigDecimal trust) {

    public PolicySubject {
        tags = Set.copyOf(tags);
    }

    /** Whether the trust score is below that bound; what is not evaluated is below none. */
    public boolean isTrustedLessThan(BigDecimal bound) {
        return trust != null && trust.compareTo(bound) < 0;
    }
}
