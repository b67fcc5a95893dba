package io.aim.keycloak.e2e.agent;

import io.aim.keycloak.e2e.agent.Endpoint.Need;
import java.util.List;

/** Who may call, what it holds of {@code realm-management}, and what that lets it do. */
enum Caller {
    NO_TOKEN(401),
    FORGED_TOKEN(401),
    USER_WITHOUT_ROLES("", ""),
    VIEWER("aim-view view-clients", "VIEW"),
    AUDITOR("aim-auditor view-clients", "VIEW"),
    OPERATOR("aim-operator view-clients", "VIEW OPERATE"),
    MANAGER("aim-manage manage-clients view-clients", "VIEW OPERATE MANAGE"),
    MANAGER_WHO_MAY_ONLY_VIEW_CLIENTS("aim-manage view-clients", "VIEW"),
    MANAGER_WITHOUT_FLOOR("aim-manage query-clients", ""),
    OPERATOR_WITHOUT_FLOOR("aim-operator query-clients", ""),
    CLIENT_ADMINISTRATOR_WITHOUT_AIM_ROLE("manage-clients view-clients", ""),
    REALM_MANAGER_WITHOUT_AIM_ROLE("manage-realm", "SET_UP"),
    REALM_ADMINISTRATOR("realm-admin", "VIEW OPERATE MANAGE SET_UP"),
    ADMINISTRATOR_OF_ANOTHER_REALM("realm-admin", ""),
    AN_AGENT(403);

    private final String roles;
    private final String may;
    private final int refusal;

    /** Somebody who does not log in as a user, and may do nothing. */
    Caller(int refusal) {
        this.roles = null;
        this.may = "";
        this.refusal = refusal;
    }

    /** A user with roles. */
    Caller(String roles, String may) {
        this.roles = roles;
        this.may = may;
        this.refusal = 403;
    }

    boolean may(Need need) {
        return words(may).contains(need.name());
    }

    /** The status of what it may not do. */
    int refusal() {
        return refusal;
    }

    boolean logsIn() {
        return roles != null;
    }

    String[] roles() {
        return words(roles).toArray(String[]::new);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }
}
