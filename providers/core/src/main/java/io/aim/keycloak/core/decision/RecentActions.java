package io.aim.keycloak.core.decision;

/**
 * What the agent did within the hour before; asked only where a condition or a policy needs it. Counting may end at the
 * limit, from which on a larger number changes nothing.
 */
public interface RecentActions {

    /** Actions that were allowed or are pending under that grant. */
    long underGrant(String grantId, long limit);

    /** Actions that were asked for, whatever came of it. */
    long actions(long limit);

    /** Bytes of the actions that were allowed. */
    long bytes();

    /** Violations. */
    long violations(long limit);
}
