package io.aim.keycloak.spi.agent;

import java.util.List;

/**
 * A page of a search.
 *
 * @param items the agents
 * @param more whether others follow
 * @param total number of agents that match, all pages counted up to {@link AgentProvider#COUNT_LIMIT}
 * @param totalIsEstimate whether there are more
 */
public record AgentPage(List<AgentModel> items, boolean more, long total, boolean totalIsEstimate) {

    public AgentPage {
        items = List.copyOf(items);
    }
}
