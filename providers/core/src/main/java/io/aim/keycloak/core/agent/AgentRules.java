package io.aim.keycloak.core.agent;

import io.aim.keycloak.core.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** Longest version, in characters. */
    public static final int VERSION_MAX = 64;
    /** Longest URL, in characters. */
    public static final int URL_MAX = 1000;
    /** Most tags of an agent. */
    public static final int TAGS_MAX = 50;
    /** Most entries of an agent's metadata. */
    public static final int METADATA_MAX = 32;
    /** Longest value of an entry of the metadata, in characters. */
    public static final int METADATA_VALUE_MAX = 255;

    private static final Pattern TAG = Pattern.compile("[a-z0-9](?:[a-z0-9._:-]{0,62}[a-z0-9])?");

    private static final Pattern METADATA_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** The name is also the OAuth client id; without ':' and '/' it can never equal a SPIFFE id or a federated subject. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    private static final Pattern CAPABILITY = Pattern.compile("[a-z][a-z0-9_-]{0,31}:(?:\\*|[a-z][a-z0-9_-]{0,31})");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

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

    /** A tag: 1 to 64 characters of {@code a-z 0-9 . _ : -}, beginning and ending with a letter or digit. */
    public static String tag(String field, @Nullable String value) {
        if (value == null || !TAG.matcher(value).matches()) {
            throw new InvalidInputException(
                    field,
                    "invalid_tag",
                    "a tag has 1 to 64 characters of a-z, 0-9, '.', '_', ':' and '-', and begins and ends with a letter or digit");
        }
        return value;
    }

    /** Distinct tags, sorted. */
    public static SortedSet<String> tags(String field, @Nullable List<@Nullable String> values) {
        SortedSet<String> tags = new TreeSet<>();
        if (values != null) {
            for (int i = 0; i < values.size(); i++) {
                tags.add(tag(field + "[" + i + "]", values.get(i)));
            }
        }
        if (tags.size() > TAGS_MAX) {
            throw new InvalidInputException(
                    field, "too_many_tags", field + " may have at most " + TAGS_MAX + " entries");
        }
        return tags;
    }

    /** An absolute http or https URL with a host and without user information, or null. */
    public static @Nullable String url(String field, @Nullable String value) {
        String text = text(field, value, URL_MAX);
        if (text == null) {
            return null;
        }
        try {
            URI uri = new URI(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // the same answer as for a URL of another kind
        }
        throw new InvalidInputException(
                field, "invalid_url", field + " must be an absolute http or https URL without user information");
    }

    /** What is known of model, framework and the like: short names with short texts, sorted. */
    public static SortedMap<String, String> metadata(String field, @Nullable Map<String, @Nullable String> values) {
        SortedMap<String, String> metadata = new TreeMap<>();
        if (values != null) {
            values.forEach((name, value) -> {
                if (!METADATA_NAME.matcher(name).matches()) {
                    throw new InvalidInputException(
                            field,
                            "invalid_name",
                            "names in " + field + " have 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'");
                }
                String text = text(field + "." + name, value, METADATA_VALUE_MAX);
                if (text != null) {
                    metadata.put(name, text);
                }
            });
        }
        if (metadata.size() > METADATA_MAX) {
            throw new InvalidInputException(
                    field, "too_many_entries", field + " may have at most " + METADATA_MAX + " entries");
        }
        return metadata;
    }

    /** A time as ISO 8601 in UTC, such as {@code 2027-01-31T00:00:00Z}, or null. */
    public static @Nullable Instant instant(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            Instant time = Instant.parse(value);
            if (time.isAfter(Instant.EPOCH) && time.isBefore(LATEST)) {
                return time.truncatedTo(ChronoUnit.MILLIS);
            }
        } catch (DateTimeParseException e) {
            // the same answer as for a time out of range
        }
        throw new InvalidInputException(
                field, "invalid_time", field + " must be a time such as 2027-01-31T00:00:00Z, before the year 10000");
    }

    /** A time, as {@link #instant}, that is still to come, or null. */
    public static @Nullable Instant future(String field, @Nullable String value, Instant now) {
        Instant time = instant(field, value);
        if (time != null && !time.isAfter(now)) {
            throw new InvalidInputException(field, "in_the_past", field + " must be in the future");
        }
        return time;
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
