package io.aim.keycloak.spi.policy;

import io.aim.keycloak.core.policy.Policy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A security policy as a realm keeps it.
 *
 * @param rule what it says; its id and its name are those of the policy
 * @param description what people say of it, or null
 * @param createdBy id of whoever made it, or null if that is nobody who has one
 * @param updatedBy id of whoever changed it last, or null
 */
public record SecurityPolicy(
        String realmId,
        Policy rule,
        @Nullable String description,
        Instant createdAt,
        @Nullable String createdBy,
        Instant updatedAt,
        @Nullable String updatedBy) {

    /** Id of the policy. */
    public String id() {
        return rule.id();
    }

    /** Name of the policy, which no other policy of the realm has. */
    public String name() {
        return rule.name();
    }

    /** Whether decisions ask it. */
    public boolean enabled() {
        return rule.enabled();
    }

    /** The same policy with another rule. */
    public SecurityPolicy changed(Policy newRule, @Nullable String newDescription, Instant at, @Nullable String by) {
        return new SecurityPolicy(realmId, newRule, newDescription, createdAt, createdBy, at, by);
    }
}
