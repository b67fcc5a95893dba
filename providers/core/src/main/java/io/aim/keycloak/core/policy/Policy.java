package io.aim.keycloak.core.policy;

/**
 * A security policy.
 *
 * @param priority policies of a type with a higher one are asked first
 * @param enabled whether it is asked at all
 */
public record Policy(
        String id,
        String name,
        PolicyScope scope,
        PolicyCondition condition,
        int priority,
        Enforcement enforcement,
        boolean enabled) {

    /** What it watches for. */
    public PolicyType type() {
        return condition.type();
    }

    /** Whether it finds something wrong with that action of that agent. */
    public boolean finds(PolicySubject subject, ActionFacts facts) {
        return enabled && scope.covers(subject) && condition.finds(subject, facts);
    }
}
