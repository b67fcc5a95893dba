package io.aim.keycloak.core.policy;

import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;

/** Which agents a policy is about. */
public sealed interface PolicyScope {

    /** Whether the policy is about that agent. */
    boolean covers(PolicySubject subject);

    /** How it says so. */
    ScopeKind kind();

    /** All agents of the realm. */
    record All() implements PolicyScope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.ALL;
        }

        @Override
        public boolean covers(PolicySubject subject) {
            return true;
        }
    }

    /** Agents of a type. */
    record OfType(AgentType type) implements PolicyScope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.TYPE;
        }

        @Override
        public boolean covers(PolicySubject subject) {
            return subject.type() == type;
        }
    }

    /** Agents with a tag. */
    record Tagged(String tag) implements PolicyScope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.TAG;
        }

        @Override
        public boolean covers(PolicySubject subject) {
            return subject.tags().contains(tag);
        }
    }

    /** One agent. */
    record Agent(String agentId) implements PolicyScope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.AGENT;
        }

        @Override
        public boolean covers(PolicySubject subject) {
            return subject.agentId().equals(agentId);
        }
    }

    /** Agents whose trust score is below a bound from 0 to 1; those that are not evaluated are not. */
    record TrustBelow(BigDecimal bound) implements PolicyScope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.TRUST_BELOW;
        }

        @Override
        public boolean covers(PolicySubject subject) {
            return subject.isTrustedLessThan(bound);
        }
    }
}
