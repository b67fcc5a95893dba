package io.aim.keycloak.core.agent;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What kind of non-human actor an agent is. */
public enum AgentType {
    /** An agent driven by a language model. */
    AI_AGENT,
    /** A client of Model Context Protocol servers. */
    MCP_CLIENT,
    /** A service without a model of its own. */
    SERVICE,
    /** A workflow or job runner. */
    WORKFLOW,
    /** Anything else. */
    OTHER;

    /** Lower-case name, as in JSON and in the {@code agent_type} claim. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with that {@link #code()}, or empty. */
    public static Optional<AgentType> fromCode(String code) {
        return Stream.of(values()).filter(type -> type.code().equals(code)).findFirst();
    }
}
