package io.aim.keycloak.services.agent;

import java.util.Locale;

/** Something about an agent that works, or was accepted, but should be mended. */
public enum AgentFinding {
    /** Assertions addressed to the token endpoint's URL are accepted from this agent. */
    LEGACY_AUDIENCE_ALLOWED,
    /** Such an assertion was just accepted. */
    LEGACY_AUDIENCE_USED,
    /** Nobody owns the agent. */
    OWNER_MISSING,
    /** Nobody is accountable for the agent. */
    SPONSOR_MISSING,
    /** No key of the agent was proven to be held by it. */
    KEY_NOT_PROVEN,
    /** No key of the agent is accepted any more. */
    NO_USABLE_KEY,
    /** Somebody else may have had the agent's keys; it needs a new one. */
    COMPROMISED;

    /** Lower-case name, as in JSON and events. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
