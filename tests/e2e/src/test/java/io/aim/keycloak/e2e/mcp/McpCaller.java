package io.aim.keycloak.e2e.mcp;

import io.aim.keycloak.e2e.mcp.McpEndpoint.Need;

/** Who may call, what it holds of {@code realm-management}, and what that lets it do. */
enum McpCaller {
    NO_TOKEN(401),
    FORGED_TOKEN(401),
    AN_AGENT(403),
    USER_WITHOUT_ROLES("", null),
    VIEWER("aim-view view-clients", Need.VIEW),
    AUDITOR("aim-auditor view-clients", Need.VIEW),
    OPERATOR("aim-operator view-clients", Need.OPERATE),
    MANAGER("aim-manage manage-clients", Need.MANAGE),
    MANAGER_WHO_MAY_ONLY_VIEW_CLIENTS("aim-manage view-clients", Need.VIEW),
    MANAGER_WITHOUT_FLOOR("aim-manage query-clients", null),
    OPERATOR_WITHOUT_FLOOR("aim-operator query-clients", null),
    CLIENT_ADMINISTRATOR_WITHOUT_AIM_ROLE("manage-clients view-clients", null),
    REALM_ADMINISTRATOR("realm-admin", Need.MANAGE),
    ADMINISTRATOR_OF_ANOTHER_REALM("realm-admin", null);

    private final String roles;
    private final Need may;
    private final int refusal;

    /** Somebody who does not log in as a user, and may do nothing. */
    McpCaller(int refusal) {
        this.roles = null;
        this.may = null;
        this.refusal = refusal;
    }

    /** A user with roles. */
    McpCaller(String roles, Need may) {
        this.roles = roles;
        this.may = may;
        this.refusal = 403;
    }

    boolean may(Need need) {
        return may != null && need.compareTo(may) <= 0;
    }

    /** The status of what it may not do. */
    int refusal() {
        return refusal;
    }

    boolean logsIn() {
        return roles != null;
    }

    String[] roles() {
        return roles == null || roles.isEmpty() ? new String[0] : roles.split(" ", -1);
    }
}
