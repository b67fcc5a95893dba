package io.aim.keycloak.core.policy;

import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.capability.TimeWindow;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a policy finds something; each of the six types has a condition of its own. */
public sealed interface PolicyCondition {

    /** The type of the policy. */
    PolicyType type();

    /** Whether this is wrong with the action. */
    boolean finds(PolicySubject subject, ActionFacts facts);

    /** No grant covers the action. */
    record CapabilityViolation() implements PolicyCondition {
        @Override
        public PolicyType type() {
            return PolicyType.CAPABILITY_VIOLATION;
        }

        @Override
        public boolean finds(PolicySubject subject, ActionFacts facts) {
            return !facts.granted();
        }
    }

    /**
     * The trust score is below a bound.
     *
     * @param trustBelow from 0 to 1, exclusive
     */
    record LowTrust(BigDecimal trustBelow) implements PolicyCondition {
        @Override
        public PolicyType type() {
            return PolicyType.LOW_TRUST;
        }

        @Override
        public boolean finds(PolicySubject subject, ActionFacts facts) {
            return subject.isTrustedLessThan(trustBelow);
        }
    }

    /**
     * The hour has more actions.
     *
     * @param actionsPerHour how many there may be
     */
    record UnusualActivity(long actionsPerHour) implements PolicyCondition {
        @Override
        public PolicyType type() {
            return PolicyType.UNUSUAL_ACTIVITY;
        }

        @Override
        public boolean finds(PolicySubject subject, ActionFacts facts) {
            return facts.actionsInLastHour() >= actionsPerHour;
        }
    }

    /**
     * The action comes from elsewhere or at another time.
     *
     * @param allowedCidrs ranges that actions may come from; none means from everywhere, an unknown address is in no range
     * @param hours when they may come, or null for always
     */
    record UnauthorizedAccess(
            List<IpRange> allowedCidrs, @Nullable TimeWindow hours) implements PolicyCondition {

        public UnauthorizedAccess {
            allowedCidrs = List.copyOf(allowedCidrs);
        }

        @Override
        public PolicyType type() {
            return PolicyType.UNAUTHORIZED_ACCESS;
        }

        @Override
        public boolean finds(PolicySubject subject, ActionFacts facts) {
            boolean elsewhere = !allowedCidrs.isEmpty()
                    && allowedCidrs.stream().noneMatch(range -> range.contains(facts.address()));
            return elsewhere || (hours != null && !hours.contains(facts.at()));
        }
    }

    /**
     * The hour has more bytes.
     *
     * @param bytesPerHour how many there may be
     */
    record DataExfiltration(long bytesPerHour) implements PolicyCondition {
        @Override
        public PolicyType type() {
            return PolicyType.DATA_EXFILTRATION;
        }

        @Override
        public boolean finds(PolicySubject subject, ActionFacts facts) {
            return facts.bytesInLastHour() > bytesPerHour;
        }
    }

    /** The capability is granted and was never declared. */
    record ConfigurationDrift() implements PolicyCondition {
        @Override
        public PolicyType type() {
            return PolicyType.CONFIGURATION_DRIFT;
        }

        @Override
        public boolean finds(PolicySubject subject, ActionFacts facts) {
            return facts.granted() && !facts.declared();
        }
    }
}
