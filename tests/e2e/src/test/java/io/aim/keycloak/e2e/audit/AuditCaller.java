package io.aim.keycloak.e2e.audit;

/** Who may call, what it holds of {@code realm-management}, and what that lets it see. */
enum AuditCaller {
    NO_TOKEN(401),
    FORGED_TOKEN(401),
    USER_WITHOUT_ROLES("", Sight.NOTHING),
    CLIENT_VIEWER_WITHOUT_AIM_ROLE("view-clients", Sight.NOTHING),
    EVENT_VIEWER_WITHOUT_AIM_ROLE("view-events view-clients", Sight.NOTHING),
    VIEWER_WITHOUT_FLOOR("aim-view", Sight.NOTHING),
    AUDITOR_WITHOUT_FLOOR("aim-auditor", Sight.NOTHING),
    OPERATOR("aim-operator view-clients", Sight.AGENTS),
    AUDITOR("aim-auditor view-clients", Sight.TRAIL),
    VIEWER("aim-view view-clients", Sight.TRAIL),
    MANAGER("aim-manage view-clients", Sight.TRAIL),
    REALM_ADMINISTRATOR("realm-admin", Sight.TRAIL),
    ADMINISTRATOR_OF_ANOTHER_REALM("realm-admin", Sight.NOTHING),
    AN_AGENT(403);

    private enum Sight {
        NOTHING,
        AGENTS,
        TRAIL
    }

    private final String roles;
    private final Sight sight;
    private final int refusal;

    /** Somebody who does not log in as a user, and sees nothing. */
    AuditCaller(int refusal) {
        this.roles = null;
        this.sight = Sight.NOTHING;
        this.refusal = refusal;
    }

    /** A user with roles. */
    AuditCaller(String roles, Sight sight) {
        this.roles = roles;
        this.sight = sight;
        this.refusal = 403;
    }

    boolean logsIn() {
        return roles != null;
    }

    String[] roles() {
        return roles.isEmpty() ? new String[0] : roles.split(" ", -1);
    }

    /** The status that it gets. */
    int status(AuditEndpoint endpoint) {
        boolean allowed = sight == Sight.TRAIL || (sight == Sight.AGENTS && endpoint.ofOneAgent());
        return allowed ? 200 : refusal;
    }

    /** The status that it gets for what does not exist. */
    int statusOfNothing(AuditEndpoint endpoint) {
        return status(endpoint) == 200 ? 404 : refusal;
    }
}
