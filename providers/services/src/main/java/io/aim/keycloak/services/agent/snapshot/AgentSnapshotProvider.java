package io.aim.keycloak.services.agent.snapshot;

import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/** Agents as this node knows them; no query when warm. */
public interface AgentSnapshotProvider extends Provider {

    /** The agent that owns that client, never older than the provider's staleness limit. */
    Optional<CachedAgent> get(RealmModel realm, String clientUuid);
}
