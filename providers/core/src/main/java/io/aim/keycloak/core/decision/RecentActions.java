package io.aim.keycloak.core.decision;

/** What the agent did within the hour before; asked only where a condition or a policy needs it. */
public interface RecentActions {

    /** Actions that were allowed or are pending under that grant. */
    long underGrant(String grantId);

    /** Actions that were asked for, whatever came of it. */
    long actions();

    /** Bytes of the actions that were allowed. */
    long bytes();

    /** Violations. */
    long violations();
}
