package io.aim.keycloak.core.agent;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Syntax rules for the fields of an agent. Every method returns the value to store or says which rule was broken. */
public final class AgentRules {

    /** Longest agent name, in characters. */
    public static final int NAME_MAX = 64;
    /** Longest display name, in characters. */
    public static final int DISPLAY_NAME_MAX = 255;
    /** Longest description, in characters. */
    public static final int DESCRIPTION_MAX = 2000;
    /** Longest reason for a status change, in characters. */
    public static final int REASON_MAX = 1000;
    /** Longest id or name that is looked up, in characters. */
    public static final int LOOKUP_KEY_MAX = 255;
    /** Most capabilities that a registration may declare. */
    public static final int CAPABILITIES_MAX = 100;

    /** The name is also the OAuth client id; without ':' and '/' it can never equal a SPIFFE id or a federated subject. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    private static final Pattern CAPABILITY = Pattern.compile("[a-z][a-z0-9_-]{0,31}:(?:\\*|[a-z][a-z0-9_-]{0,31})");

    private AgentRules() {}

    /** A name: 1 to 64 characters of {@code a-z 0-9 . _ -}, beginning and ending with a letter or digit. */
    public static String name(@Nullable String value) {
        String name = required("name", value);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException(
                    "name",
                    "invalid_name",
                    "name must have 1 to 64 characters of a-z, 0-9, '.', '_' and '-', and begin and end with a letter or digit");
        }
        return name;
    }

    /** A known type; absent means {@link AgentType#AI_AGENT}. */
    public static AgentType type(@Nullable String value) {
        if (value == null) {
            return AgentType.AI_AGENT;
        }
        return AgentType.fromCode(value)
                .orElseThrow(() -> new InvalidInputException(
                        "type",
                        "invalid_type",
                        "type must be one of "
                                + Arrays.stream(AgentType.values())
                                        .map(AgentType::code)
                                        .collect(Collectors.joining(", "))));
    }

    /** A known status. */
    public static AgentStatus status(@Nullable String value) {
        return AgentStatus.fromCode(required("status", value))
                .orElseThrow(() -> new InvalidInputException(
                        "status",
                        "invalid_status",
                        "status must be one of "
                                + Arrays.stream(AgentStatus.values())
                                        .map(AgentStatus::code)
                                        .collect(Collectors.joining(", "))));
    }

    /** Distinct capabilities {@code namespace:action}, in the order given. */
    public static Set<String> capabilities(String field, @Nullable List<@Nullable String> values) {
        if (values == null) {
            return Set.of();
        }
        if (values.size() > CAPABILITIES_MAX) {
            throw new InvalidInputException(
                    field, "too_many_capabilities", field + " may have at most " + CAPABILITIES_MAX + " entries");
        }
        Set<String> result = new LinkedHashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value == null || !CAPABILITY.matcher(value).matches()) {
                throw new InvalidInputException(
                        field + "[" + i + "]",
                        "invalid_capability",
                        "a capability is written namespace:action, each part 1 to 32 characters of a-z, 0-9, '_' and '-'");
            }
            result.add(value);
        }
        return result;
    }

    /** Free text without control characters, at most {@code max} characters; blank becomes null. */
    public static @Nullable String text(String field, @Nullable String value, int max) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String text = value.strip();
        if (text.length() > max) {
            throw new InvalidInputException(field, "too_long", field + " may have at most " + max + " characters");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')) {
            throw new InvalidInputException(
                    field, "invalid_characters", field + " must not contain control characters");
        }
        return text;
    }

    /** Whether a value from outside may be looked up as an id or a name: databases refuse some control characters. */
    public static boolean isLookupKey(@Nullable String value) {
        return value != null
                && !value.isEmpty()
                && value.length() <= LOOKUP_KEY_MAX
                && value.chars().noneMatch(Character::isISOControl);
    }

    /** A value that must be there. */
    public static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidInputException(field, "required", field + " is required");
        }
        return value;
    }
}
