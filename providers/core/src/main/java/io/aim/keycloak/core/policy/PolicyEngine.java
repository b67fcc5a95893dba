package io.aim.keycloak.core.policy;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the policies of a realm. Of each type the one with the highest priority that finds something decides, so that a
 * policy that allows is an exception to those below it; the types decide independently of each other.
 */
public final class PolicyEngine {

    /** Highest priority first; equal priorities in the order of the strictest, then of the ids, on every node alike. */
    public static final Comparator<Policy> ORDER = Comparator.comparingInt(Policy::priority)
            .reversed()
            .thenComparing(Policy::enforcement, Comparator.reverseOrder())
            .thenComparing(Policy::id);

    private final List<Policy> policies;

    /** Of the policies of a realm, in whatever order. */
    public PolicyEngine(List<Policy> policies) {
        this.policies = policies.stream().sorted(ORDER).toList();
    }

    /** The policies that decide about the action, one per type at most, in the order of the types. */
    public List<Policy> findings(PolicySubject subject, ActionFacts facts) {
        Map<PolicyType, Policy> deciding = new EnumMap<>(PolicyType.class);
        for (Policy policy : policies) {
            if (!deciding.containsKey(policy.type()) && policy.finds(subject, facts)) {
                deciding.put(policy.type(), policy);
            }
        }
        return List.copyOf(deciding.values());
    }

    /** The most actions within an hour that an enabled policy asks for: more make no difference. 0 if none asks. */
    public long mostActions() {
        return policies.stream()
                .filter(Policy::enabled)
                .map(Policy::condition)
                .mapToLong(condition ->
                        condition instanceof PolicyCondition.UnusualActivity activity ? activity.actionsPerHour() : 0)
                .max()
                .orElse(0);
    }

    /** Whether an enabled policy needs to know how many bytes there were. */
    public boolean needsBytes() {
        return policies.stream().anyMatch(policy -> policy.enabled() && policy.type() == PolicyType.DATA_EXFILTRATION);
    }
}
