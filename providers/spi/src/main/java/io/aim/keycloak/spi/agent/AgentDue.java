package io.aim.keycloak.spi.agent;

/**
 * An agent for which something is to be done.
 *
 * @param realmId its realm
 * @param agentId its id
 */
public record AgentDue(String realmId, String agentId) {

    /** What is due. */
    public enum Kind {
        /** A key's grace period is over. */
        GRACE_OVER,
        /** The agent's expiry date has passed and it is verified still. */
        AGENT_EXPIRED,
        /** An offer to become owner or sponsor ran out. */
        OFFER_EXPIRED
    }
}
