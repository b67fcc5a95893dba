package io.aim.keycloak.core.policy;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules for the fields of a policy. Every method returns the value to store or says which rule was broken. */
public final class PolicyRules {

    /** Longest name, in characters. */
    public static final int NAME_MAX = 100;
    /** Longest description, in characters. */
    public static final int DESCRIPTION_MAX = 1000;
    /** Highest priority. */
    public static final int PRIORITY_MAX = 1000;
    /** Priority of a policy that says none. */
    public static final int PRIORITY_DEFAULT = 100;
    /** Largest number of actions an hour. */
    public static final long ACTIONS_MAX = 1_000_000;
    /** Largest number of bytes an hour. */
    public static final long BYTES_MAX = 1_000_000_000_000_000L;

    private static final int TRUST_SCALE = 3;
    private static final String INVALID_NUMBER = "invalid_number";

    private PolicyRules() {}

    /** A name on one line. */
    public static String name(@Nullable String value) {
        String name = AgentRules.required("name", AgentRules.text("name", value, NAME_MAX));
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("name", "invalid_characters", "name must be on one line");
        }
        return name;
    }

    /** A description, or null. */
    public static @Nullable String description(@Nullable String value) {
        return AgentRules.text("description", value, DESCRIPTION_MAX);
    }

    /** A known type. */
    public static PolicyType type(@Nullable String value) {
        return PolicyType.fromCode(AgentRules.required("type", value))
                .orElseThrow(() -> new InvalidInputException(
                        "type",
                        "invalid_policy_type",
                        "type must be one of " + codes(PolicyType.values(), PolicyType::code)));
    }

    /** A known enforcement. */
    public static Enforcement enforcement(@Nullable String value) {
        return Enforcement.fromCode(AgentRules.required("enforcement", value))
                .orElseThrow(() -> new InvalidInputException(
                        "enforcement",
                        "invalid_enforcement",
                        "enforcement must be one of " + codes(Enforcement.values(), Enforcement::code)));
    }

    /** A priority; absent means {@link #PRIORITY_DEFAULT}. */
    public static int priority(@Nullable Integer value) {
        if (value == null) {
            return PRIORITY_DEFAULT;
        }
        if (value < 0 || value > PRIORITY_MAX) {
            throw new InvalidInputException(
                    "priority", INVALID_NUMBER, "priority must be a number from 0 to " + PRIORITY_MAX);
        }
        return value;
    }

    /** A trust score that is to be undercut, with three places: above 0, as nothing is below that, and at most 1. */
    public static BigDecimal trustBelow(String field, @Nullable BigDecimal value) {
        if (value == null) {
            throw new InvalidInputException(field, "required", field + " is required");
        }
        if (value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0) {
            BigDecimal bound = value.setScale(TRUST_SCALE, RoundingMode.HALF_UP);
            if (bound.signum() > 0) {
                return bound;
            }
        }
        throw new InvalidInputException(
                field, INVALID_NUMBER, field + " must be a number from 0.001 to 1, with three places at most");
    }

    /** How many actions an hour may have, at least 1. */
    public static long actionsPerHour(String field, @Nullable BigDecimal value) {
        return whole(field, value, 1, ACTIONS_MAX);
    }

    /** How many bytes an hour may have. */
    public static long bytesPerHour(String field, @Nullable BigDecimal value) {
        return whole(field, value, 0, BYTES_MAX);
    }

    private static long whole(String field, @Nullable BigDecimal value, long min, long max) {
        if (value == null) {
            throw new InvalidInputException(field, "required", field + " is required");
        }
        if (value.compareTo(BigDecimal.valueOf(min)) < 0
                || value.compareTo(BigDecimal.valueOf(max)) > 0
                || value.remainder(BigDecimal.ONE).signum() != 0) {
            throw new InvalidInputException(
                    field, INVALID_NUMBER, field + " must be a whole number from " + min + " to " + max);
        }
        return value.longValue();
    }

    /** Codes as a sentence lists them. */
    static <T> String codes(T[] values, Function<T, String> code) {
        return Stream.of(values).map(code).collect(Collectors.joining(", "));
    }
}
