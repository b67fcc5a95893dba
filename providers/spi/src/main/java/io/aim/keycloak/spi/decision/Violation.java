package io.aim.keycloak.spi.decision;

import io.aim.keycloak.core.capability.RiskLevel;
import io.aim.keycloak.core.decision.DecisionReason;
import io.aim.keycloak.core.decision.ViolationSeverity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt beyond what the agent may do. It never changes.
 *
 * @param id UUIDv7 that begins with {@code at}
 * @param capability what the agent wanted to do; it may be none that the realm knows
 * @param resource what that was about, or null
 * @param risk risk of the capability, or null if the realm does not know it
 * @param blocked whether the agent was kept from it
 * @param address where it came from, or null
 * @param decisionId the decision that found it
 * @param auditEventId the audit event that tells of it
 */
public record Violation(
        String id,
        String realmId,
        String agentId,
        Instant at,
        String capability,
        @Nullable String resource,
        @Nullable RiskLevel risk,
        ViolationSeverity severity,
        boolean blocked,
        DecisionReason reason,
        @Nullable String address,
        String decisionId,
        String auditEventId) {}
