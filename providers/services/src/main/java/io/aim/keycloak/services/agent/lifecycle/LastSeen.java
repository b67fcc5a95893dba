package io.aim.keycloak.services.agent.lifecycle;

import io.aim.keycloak.spi.agent.AgentProvider;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** When this node saw agents, until it is written; one entry per agent and round. */
final class LastSeen {

    private final ConcurrentMap<String, Instant> seen = new ConcurrentHashMap<>();

    void note(String agentId, Instant at) {
        seen.merge(agentId, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Writes what was noted; what cannot be written is noted again. */
    void write(KeycloakSessionFactory factory) {
        Map<String, Instant> batch = new HashMap<>();
        seen.keySet().forEach(agentId -> {
            Instant at = seen.remove(agentId);
            if (at != null) {
                batch.put(agentId, at);
            }
        });
        if (batch.isEmpty()) {
            return;
        }
        try {
            KeycloakModelUtils.runJobInTransaction(
                    factory, session -> session.getProvider(AgentProvider.class).noteSeen(batch));
        } catch (RuntimeException e) {
            batch.forEach(this::note);
            throw e;
        }
    }
}
