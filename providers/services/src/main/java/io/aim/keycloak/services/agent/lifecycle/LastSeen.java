package io.aim.keycloak.services.agent.lifecycle;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** When this node saw something last, until it is written; one entry per id and round. */
final class LastSeen {

    /** Where it is written to. */
    interface Store {
        void note(KeycloakSession session, Map<String, Instant> seen);
    }

    private final Store store;

    private final ConcurrentMap<String, Instant> seen = new ConcurrentHashMap<>();

    LastSeen(Store store) {
        this.store = store;
    }

    void note(String id, Instant at) {
        seen.merge(id, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Writes what was noted; what cannot be written is noted again. */
    void write(KeycloakSessionFactory factory) {
        Map<String, Instant> batch = new HashMap<>();
        seen.keySet().forEach(id -> {
            Instant at = seen.remove(id);
            if (at != null) {
                batch.put(id, at);
            }
        });
        if (batch.isEmpty()) {
            return;
        }
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> store.note(session, batch));
        } catch (RuntimeException e) {
            batch.forEach(this::note);
            throw e;
        }
    }
}
