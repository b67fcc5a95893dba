package io.aim.keycloak.spi.agent;

import java.util.Set;

/**
 * Answer to "what changed since".
 *
 * @param stamp the realm's newest stamp
 * @param complete false if the record no longer reaches back that far: then anything may have changed
 * @param clientUuids backing clients of the changed agents, when complete
 */
public record AgentChanges(long stamp, boolean complete, Set<String> clientUuids) {

    public AgentChanges {
        clientUuids = Set.copyOf(clientUuids);
    }
}
