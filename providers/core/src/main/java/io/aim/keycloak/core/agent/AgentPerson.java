package io.aim.keycloak.core.agent;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person is to an agent. */
public enum AgentPerson {
    /** Answers technical questions. */
    OWNER,
    /** Is accountable. */
    SPONSOR;

    /** Detail of audit events about a change of them: whether the agent has both then. */
    public static final String ACCOUNTABLE = "accountable";

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role with that {@link #code()}.
     *
     * @throws InvalidInputException naming the field if it is absent or there is no such role
     */
    public static AgentPerson fromCode(String field, @Nullable String code) {
        return Stream.of(values())
                .filter(person -> person.code().equals(code))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException(field, "invalid_role", field + " must be owner or sponsor"));
    }
}
