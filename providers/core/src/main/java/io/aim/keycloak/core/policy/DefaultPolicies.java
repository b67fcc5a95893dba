package io.aim.keycloak.core.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/**
 * The policies that every realm begins with. None of them denies what an agent may do that nobody distrusts: they deny
 * what is not granted, deny what an agent with a very low trust score wants, and tell of what is unusual.
 */
public final class DefaultPolicies {

    private static final BigDecimal LOW_TRUST = new BigDecimal("0.500");
    private static final BigDecimal VERY_LOW_TRUST = new BigDecimal("0.300");
    private static final long ACTIONS_PER_HOUR = 1000;
    private static final long BYTES_PER_HOUR = 100L * 1024 * 1024;

    private static final int FIRST = 300;
    private static final int SECOND = 200;
    private static final int THIRD = 100;

    /** A policy, and what it is for. */
    public record Described(Policy rule, String description) {}

    private DefaultPolicies() {}

    /** The policies, each with an id from there. */
    public static List<Described> all(Supplier<String> ids) {
        return List.of(
                of(
                        ids,
                        "Actions without a grant",
                        "Denies what no grant covers. With alert_only or allow instead, such actions pass.",
                        new PolicyCondition.CapabilityViolation(),
                        SECOND,
                        Enforcement.BLOCK_AND_ALERT,
                        true),
                of(
                        ids,
                        "Very low trust",
                        "Denies whatever an agent wants whose trust score is below 0.3.",
                        new PolicyCondition.LowTrust(VERY_LOW_TRUST),
                        FIRST,
                        Enforcement.BLOCK_AND_ALERT,
                        true),
                of(
                        ids,
                        "Low trust",
                        "Tells of actions of agents whose trust score is below 0.5.",
                        new PolicyCondition.LowTrust(LOW_TRUST),
                        THIRD,
                        Enforcement.ALERT_ONLY,
                        true),
                of(
                        ids,
                        "Unusual activity",
                        "Tells of an agent that had 1000 actions within an hour and wants more.",
                        new PolicyCondition.UnusualActivity(ACTIONS_PER_HOUR),
                        THIRD,
                        Enforcement.ALERT_ONLY,
                        true),
                of(
                        ids,
                        "Data exfiltration",
                        "Tells of an agent that moves more than 100 MiB within an hour.",
                        new PolicyCondition.DataExfiltration(BYTES_PER_HOUR),
                        THIRD,
                        Enforcement.ALERT_ONLY,
                        true),
                of(
                        ids,
                        "Configuration drift",
                        "Tells of the use of capabilities that were granted but never declared. Of use where agents"
                                + " declare all they need; elsewhere it tells of every action.",
                        new PolicyCondition.ConfigurationDrift(),
                        THIRD,
                        Enforcement.ALERT_ONLY,
                        false));
    }

    private static Described of(
            Supplier<String> ids,
            String name,
            String description,
            PolicyCondition condition,
            int priority,
            Enforcement enforcement,
            boolean enabled) {
        return new Described(
                new Policy(ids.get(), name, new PolicyScope.All(), condition, priority, enforcement, enabled),
                description);
    }
}
