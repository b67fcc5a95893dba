package io.aim.keycloak.services.capability;

import io.aim.keycloak.spi.agent.AgentModel;

/** The agent of a request to the runtime root, for whoever may ask about it. */
public interface CapabilityHolder {

    /** For the agent itself, its owner or sponsor, or an API key that may read agents. */
    AgentModel forReading(String operation);

    /** For the agent itself, or its owner or sponsor. */
    AgentModel forAsking();
}
