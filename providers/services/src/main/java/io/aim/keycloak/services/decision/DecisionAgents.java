package io.aim.keycloak.services.decision;

import io.aim.keycloak.services.rest.RuntimeCaller;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.time.Instant;
import java.util.Optional;

/** What decisions need of agents. */
public interface DecisionAgents {

    /**
     * The agent whose own token this is, if it may act.
     *
     * @throws io.aim.keycloak.services.rest.AimException 403 if the token is nobody's, or the agent is not verified
     */
    AgentSnapshot own(RuntimeCaller caller);

    /** The agent of the realm with that id; whatever text a caller sends may be looked up. */
    Optional<AgentSnapshot> find(String agentId);

    /** Suspends an agent that is verified, as the kill switch does; false if it is not. */
    boolean suspend(String agentId, String reason);

    /** A decision rested on that grant; noted in memory, written later. */
    void used(String grantId, Instant at);
}
