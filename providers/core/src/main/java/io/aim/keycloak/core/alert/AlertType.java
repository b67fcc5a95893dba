package io.aim.keycloak.core.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalogue of what alerts are about. Codes never change their meaning. */
public enum AlertType {
    /** Many failed authentications of one agent or API key, or from one address, in a short time. */
    AUTH_FAILURE_BURST("Many failed authentications in a short time"),
    /** Somebody sent an assertion of an agent a second time. */
    ASSERTION_REPLAYED("A client assertion was used a second time"),
    /** Somebody signed as an agent with a key that the agent does not have. */
    UNKNOWN_KEY("An assertion named a key that the agent does not have"),
    /** A key of an agent is about to expire. */
    KEY_EXPIRING("A key is about to expire"),
    /** A key of an agent has expired. */
    KEY_EXPIRED("A key has expired"),
    /** An agent has lost its owner or sponsor. */
    AGENT_UNACCOUNTABLE("An agent has no owner or no sponsor"),
    /** An agent that is suspended or revoked goes on asking for tokens. */
    SUSPENDED_AGENT_ACTIVE("A suspended or revoked agent asks for tokens"),
    /** An agent addresses its assertions to the token endpoint instead of the issuer. */
    LEGACY_AUDIENCE("Assertions are addressed to the token endpoint instead of the issuer"),
    /** An agent attempted more than it may do. */
    VIOLATION("An action went beyond what the agent may do"),
    /** An agent keeps attempting what is of high risk. */
    VIOLATIONS_REPEATED("Several violations of high risk within an hour"),
    /** A security policy found something wrong with an action. */
    POLICY_FINDING("A security policy found something"),
    /** An action waits for a person. */
    ACTION_WAITING("An action waits for somebody to agree"),
    /** An agent was allowed an action of which somebody is to be told. */
    ACTION_NOTICE("An action was allowed of which somebody is told"),
    /** An MCP server that was verified does not prove any more that its key is its own. */
    MCP_SERVER_UNVERIFIED("The verification of an MCP server failed"),
    /** Events of the audit trail wait for their number: nothing after them is proven, forwarded or looked at. */
    AUDIT_SEQUENCER_STALLED("Events of the audit trail wait for their number");

    private final String title;

    AlertType(String title) {
        this.title = title;
    }

    /** Stable code: the lower-case name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What happened, in a few words for people. */
    public String title() {
        return title;
    }

    /** The type with that {@link #code()}, or empty. */
    public static Optional<AlertType> fromCode(String code) {
        return Stream.of(values()).filter(type -> type.code().equals(code)).findFirst();
    }
}
