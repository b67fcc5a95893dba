package io.aim.keycloak.services.agent.lifecycle;

import java.time.Instant;
import org.keycloak.provider.Provider;

/** Notes when agents are seen, and does in the background what time demands. */
public interface AgentLifecycleProvider extends Provider {

    /** The agent got a token; noted in memory, written with the next round. */
    void seen(String agentId, Instant at);

    /** A decision rested on a grant; noted in memory, written with the next round. */
    void used(String grantId, Instant at);
}
