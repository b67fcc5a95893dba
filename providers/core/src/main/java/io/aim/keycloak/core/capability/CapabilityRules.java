package io.aim.keycloak.core.capability;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the fields of types, grants and requests. Every method returns the value to store or says which rule was
 * broken.
 */
public final class CapabilityRules {

    /** Longest description of a type, in characters. */
    public static final int DESCRIPTION_MAX = 1000;
    /** Most patterns of a grant. */
    public static final int RESOURCES_MAX = 20;
    /** Longest life that can be asked for in seconds. */
    public static final Duration TTL_MAX = Duration.ofDays(366);

    private static final int TRUST_SCALE = 3;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}:[a-z][a-z0-9_-]{0,31}");

    private CapabilityRules() {}

    /** Whether the text has the form {@code namespace:action}. */
    public static boolean isName(@Nullable String value) {
        return value != null && NAME.matcher(value).matches();
    }

    /** A name {@code namespace:action}, each part 1 to 32 characters of {@code a-z 0-9 _ -} that begin with a letter. */
    public static String name(String field, @Nullable String value) {
        String name = AgentRules.required(field, value);
        if (!isName(name)) {
            throw new InvalidInputException(
                    field,
                    "invalid_capability",
                    field + " is written namespace:action, each part 1 to 32 characters of a-z, 0-9, '_' and '-',"
                            + " beginning with a letter");
        }
        return name;
    }

    /** The name of a type of one's own: its namespace is none of the core types'. */
    public static String customName(@Nullable String value) {
        String name = name("name", value);
        String namespace = name.substring(0, name.indexOf(':'));
        if (CoreCapabilities.isReserved(namespace)) {
            throw new InvalidInputException(
                    "name",
                    "reserved_namespace",
                    "the namespace '" + namespace + "' is kept for core capabilities; choose another");
        }
        return name;
    }

    /** A description, possibly empty. */
    public static String description(@Nullable String value) {
        String text = AgentRules.text("description", value, DESCRIPTION_MAX);
        return text == null ? "" : text;
    }

    /** A known level of risk. */
    public static RiskLevel risk(@Nullable String value) {
        return RiskLevel.fromCode(AgentRules.required("risk", value))
                .orElseThrow(() -> new InvalidInputException(
                        "risk", "invalid_risk", "risk must be one of " + codes(RiskLevel.values(), RiskLevel::code)));
    }

    /** A known mode; absent means null. */
    public static @Nullable ExecutionMode executionMode(@Nullable String value) {
        if (value == null) {
            return null;
        }
        return ExecutionMode.fromCode(value)
                .orElseThrow(() -> new InvalidInputException(
                        "executionMode",
                        "invalid_execution_mode",
                        "executionMode must be one of " + codes(ExecutionMode.values(), ExecutionMode::code)));
    }

    /** A trust score from 0 to 1 with three places; absent means what the risk demands. */
    public static BigDecimal minimumTrust(@Nullable BigDecimal value, RiskLevel risk) {
        if (value == null) {
            return risk.defaultMinimumTrust();
        }
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            throw new InvalidInputException(
                    "minimumTrust", "invalid_number", "minimumTrust must be a number from 0 to 1");
        }
        return value.setScale(TRUST_SCALE, RoundingMode.HALF_UP);
    }

    /** Distinct patterns, in the order given; none means every resource. */
    public static List<ResourcePattern> resources(@Nullable List<@Nullable String> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > RESOURCES_MAX) {
            throw new InvalidInputException(
                    "resources", "too_many", "resources may have at most " + RESOURCES_MAX + " entries");
        }
        Set<ResourcePattern> patterns = new LinkedHashSet<>();
        for (int i = 0; i < values.size(); i++) {
            patterns.add(ResourcePattern.parse("resources[" + i + "]", values.get(i)));
        }
        return List.copyOf(patterns);
    }

    /** A life in seconds, 1 second to 366 days; absent means without end. */
    public static @Nullable Duration ttl(@Nullable Long seconds) {
        if (seconds == null) {
            return null;
        }
        if (seconds < 1 || seconds > TTL_MAX.toSeconds()) {
            throw new InvalidInputException(
                    "ttlSeconds", "invalid_number", "ttlSeconds must be a number from 1 to " + TTL_MAX.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    /** When a grant ends: at a time still to come, or a number of seconds from now, but not both; absent means never. */
    public static @Nullable Instant expiry(@Nullable String expiresAt, @Nullable Long ttlSeconds, Instant now) {
        Duration ttl = ttl(ttlSeconds);
        Instant expiry = AgentRules.future("expiresAt", expiresAt, now);
        if (ttl == null) {
            return expiry;
        }
        if (expiry != null) {
            throw new InvalidInputException("ttlSeconds", "conflict", "say either expiresAt or ttlSeconds, not both");
        }
        return now.plus(ttl);
    }

    private static <T> String codes(T[] values, Function<T, String> code) {
        return Stream.of(values).map(code).collect(Collectors.joining(", "));
    }
}
