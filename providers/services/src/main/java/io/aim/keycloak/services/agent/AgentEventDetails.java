package io.aim.keycloak.services.agent;

/** Details that Keycloak's events carry when an agent is concerned. */
public final class AgentEventDetails {

    /** Id of the agent. */
    public static final String AGENT_ID = "aim_agent_id";
    /** Name of the agent. */
    public static final String AGENT_NAME = "aim_agent_name";
    /** Thumbprint of the key that was used or named. */
    public static final String KEY_THUMBPRINT = "aim_key_thumbprint";
    /** Stable reason code of a refusal. */
    public static final String REASON_CODE = "aim_reason_code";
    /** Something that works but should be mended. */
    public static final String FINDING = "aim_finding";
    /** Address of the MCP server that the token is for; an attribute of the session. */
    public static final String RESOURCE = "aim_resource";
    /** Nothing of this request could be recorded; never stored. */
    public static final String AUDIT_UNAVAILABLE = "aim_audit_unavailable";

    private AgentEventDetails() {}
}
