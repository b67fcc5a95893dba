package io.aim.keycloak.core.apikey;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.agent.AgentRules;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules for the fields of a key. Every method returns the value to store or says which rule was broken. */
public final class ApiKeyRules {

    /** Longest name, in characters. */
    public static final int NAME_MAX = 128;
    /** Most ranges of addresses. */
    public static final int RANGES_MAX = 20;
    /** Life of a key for which none was asked. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofDays(90);
    /** Longest life of a key. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(366);
    /** For how long the old secret stays valid unless asked otherwise. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);
    /** Longest time for which the old secret stays valid. */
    public static final Duration MAX_OVERLAP = Duration.ofDays(30);

    private ApiKeyRules() {}

    /** A name: 1 to 128 characters on one line. */
    public static String name(@Nullable String value) {
        String name = String.valueOf(AgentRules.text("name", AgentRules.required("name", value), NAME_MAX));
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("name", "invalid_characters", "name must be one line");
        }
        return name;
    }

    /** At least one known scope; order and repetition do not matter. */
    public static Set<ApiKeyScope> scopes(@Nullable List<@Nullable String> values) {
        if (values == null || values.isEmpty()) {
            throw new InvalidInputException("scopes", "required", "scopes must name at least one scope");
        }
        Set<ApiKeyScope> scopes = EnumSet.noneOf(ApiKeyScope.class);
        for (int i = 0; i < values.size(); i++) {
            String field = "scopes[" + i + "]";
            scopes.add(ApiKeyScope.fromCode(values.get(i))
                    .orElseThrow(() -> new InvalidInputException(
                            field,
                            "invalid_scope",
                            "a scope is one of "
                                    + Stream.of(ApiKeyScope.values())
                                            .map(ApiKeyScope::code)
                                            .collect(Collectors.joining(", ")))));
        }
        return scopes;
    }

    /** Ranges of addresses that the key may be used from; none means from everywhere. */
    public static List<String> ranges(@Nullable List<@Nullable String> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > RANGES_MAX) {
            throw new InvalidInputException(
                    "allowedCidrs", "too_many", "allowedCidrs may have at most " + RANGES_MAX + " entries");
        }
        Set<String> ranges = new LinkedHashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String field = "allowedCidrs[" + i + "]";
            ranges.add(IpRange.parse(values.get(i))
                    .map(IpRange::toString)
                    .orElseThrow(() -> new InvalidInputException(
                            field,
                            "invalid_cidr",
                            "a range is an IPv4 or IPv6 network in CIDR notation, such as 192.0.2.0/24, with no bit set"
                                    + " beyond the prefix")));
        }
        return List.copyOf(ranges);
    }

    /** When the key ends: always in the future, at most 366 days ahead; absent means in 90 days. */
    public static Instant expiry(@Nullable String value, Instant now) {
        if (value == null) {
            return now.plus(DEFAULT_LIFETIME);
        }
        Instant expiry;
        try {
            expiry = Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(
                    "expiresAt",
                    "invalid_time",
                    "expiresAt must be an ISO 8601 time in UTC, such as 2027-01-31T12:00:00Z");
        }
        if (!expiry.isAfter(now) || expiry.isAfter(now.plus(MAX_LIFETIME))) {
            throw new InvalidInputException(
                    "expiresAt",
                    "invalid_expiry",
                    "expiresAt must be in the future, at most " + MAX_LIFETIME.toDays() + " days ahead");
        }
        return expiry;
    }

    /** For how long the old secret stays valid: 0 seconds to 30 days; absent means 24 hours. */
    public static Duration overlap(@Nullable Integer seconds) {
        if (seconds == null) {
            return DEFAULT_OVERLAP;
        }
        if (seconds < 0 || seconds > MAX_OVERLAP.toSeconds()) {
            throw new InvalidInputException(
                    "overlapSeconds",
                    "invalid_number",
                    "overlapSeconds must be a number from 0 to " + MAX_OVERLAP.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    /** A state that a caller may ask for; revoking is an act of its own. */
    public static ApiKeyState state(@Nullable String value) {
        return ApiKeyState.fromCode(AgentRules.required("state", value))
                .filter(state -> state != ApiKeyState.REVOKED)
                .orElseThrow(() -> new InvalidInputException(
                        "state", "invalid_state", "state must be active or disabled; DELETE revokes"));
    }
}
