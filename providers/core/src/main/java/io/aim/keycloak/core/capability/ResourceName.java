package io.aim.keycloak.core.capability;

import io.aim.keycloak.core.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The name of what an action is about, such as {@code s3://bucket/reports/2027.csv}, that means to everybody what it says:
 * at most 4096 characters in Unicode normal form C, without control or other invisible characters, backslashes, and
 * segments {@code .} and {@code ..}, written out or percent-encoded.
 */
public record ResourceName(String value) {

    /** Longest name, in characters. */
    public static final int MAX = 4096;

    /** Refuses what is no such name as {@code resource}. */
    public ResourceName {
        ResourceText.check("resource", value, MAX);
    }

    /** The name, or the rule of {@code field} that it breaks. */
    public static ResourceName parse(String field, @Nullable String value) {
        if (value == null) {
            throw new InvalidInputException(field, "required", field + " is required");
        }
        ResourceText.check(field, value, MAX);
        return new ResourceName(value);
    }
}
