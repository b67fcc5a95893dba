package io.aim.keycloak.core.mcp;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Syntax rules for reports of MCP servers that an agent was seen to use. */
public final class DetectionRules {

    /** Most detections of a report. */
    public static final int MAX = 100;
    /** Confidence of a detection that leaves no doubt. */
    public static final int CERTAIN = 100;

    private static final Pattern METHOD = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    private DetectionRules() {}

    /** How it was detected, such as {@code sdk_runtime}: 1 to 32 characters of {@code a-z 0-9 _}. */
    public static String method(String field, @Nullable String value) {
        String method = AgentRules.required(field, value);
        if (!METHOD.matcher(method).matches()) {
            throw new InvalidInputException(
                    field,
                    "invalid_method",
                    field + " must have 1 to 32 characters of a-z, 0-9 and '_', and begin with a letter");
        }
        return method;
    }

    /** Percent; absent is {@link #CERTAIN}. */
    public static int confidence(String field, @Nullable Integer value) {
        int confidence = value == null ? CERTAIN : value;
        if (confidence < 0 || confidence > CERTAIN) {
            throw new InvalidInputException(field, "invalid_number", field + " must be a number from 0 to " + CERTAIN);
        }
        return confidence;
    }
}
