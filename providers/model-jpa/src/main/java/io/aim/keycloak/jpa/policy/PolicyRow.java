package io.aim.keycloak.jpa.policy;

import io.aim.keycloak.core.policy.Enforcement;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.core.policy.PolicyType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a policy that decisions need. They are read past the persistence context: what it holds may be older
 * than the stamp under which they are kept.
 */
public record PolicyRow(
        String id,
        String name,
        String type,
        @Nullable String parameters,
        String scopeKind,
        @Nullable String scopeValue,
        int priority,
        String enforcement,
        boolean enabled) {

    Policy toPolicy() {
        return new Policy(
                id,
                name,
                PolicyColumns.scope(scopeKind, scopeValue),
                PolicyColumns.condition(PolicyType.fromCode(type).orElseThrow(), parameters),
                priority,
                Enforcement.fromCode(enforcement).orElseThrow(),
                enabled);
    }
}
