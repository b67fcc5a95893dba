package io.aim.keycloak.e2e.audit;

/** An endpoint of the administrators' root that shows something of the audit trail. */
enum AuditEndpoint {
    LOGS("GET", "/audit-logs"),
    EVENT("GET", "/audit-logs/{event}"),
    PROOF("GET", "/audit-logs/{event}/proof"),
    EXPORT("GET", "/audit-logs/export"),
    CHECKPOINTS("GET", "/audit-checkpoints"),
    CREATE_CHECKPOINT("POST", "/audit-checkpoints"),
    LATEST_CHECKPOINT("GET", "/audit-checkpoints/latest"),
    CONSISTENCY("GET", "/audit-checkpoints/consistency?from={size}&to={size}"),
    AGENT_LOGS("GET", "/agents/{agent}/audit-logs"),
    AGENT_ACTIVITY("GET", "/agents/{agent}/activity");

    private final String method;
    private final String path;

    AuditEndpoint(String method, String path) {
        this.method = method;
        this.path = path;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** Whether seeing the agent is enough. */
    boolean ofOneAgent() {
        return path.startsWith("/agents/");
    }
}
