package io.aim.keycloak.core.policy;

import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;

/** Which agents a policy is about. */
public sealed interface PolicyScope {

    /** Whether the policy is about that agent. */
    boolean covers(PolicySubject subject);

    /** All agents of the realm. */
    record All() implements PolicyScope {
        @Override
        public boolean covers(PolicySubject subject) {
            return true;
        }
    }

    /** Agents of a type. */
    record OfType(AgentType type) implements PolicyScope {
        @Override
        public boolean covers(PolicySubject subject) {
            return subject.type() == type;
        }
    }

    /** Agents with a tag. */
    record Tagged(String tag) implements PolicyScope {
        @Override
        public boolean covers(PolicySubject subject) {
            return subject.tags().contains(tag);
        }
    }

    /** One agent. */
    record Agent(String agentId) implements PolicyScope {
        @Override
        public boolean covers(PolicySubject subject) {
            return subject.agentId().equals(agentId);
        }
    }

    /** Agents whose trust score is below a bound from 0 to 1; those that are not evaluated are not. */
    record TrustBelow(BigDecimal bound) implements PolicyScope {
        @Override
        public boolean covers(PolicySubject subject) {
            return subject.isTrustedLessThan(bound);
        }
    }
}
