package io.aim.keycloak.services.agent.snapshot;

import io.aim.keycloak.services.key.Ed25519Verifiers;
import io.aim.keycloak.spi.agent.AgentProvider;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Answers from the cache; a miss reads in a short transaction of its own, so that it sees committed rows only. */
record CachingAgentSnapshotProvider(KeycloakSession session, AgentSnapshotCache cache)
        implements AgentSnapshotProvider {

    @Override
    public Optional<CachedAgent> get(RealmModel realm, String clientUuid) {
        return cache.get(realm.getId(), clientUuid, () -> load(realm, clientUuid));
    }

    private Optional<CachedAgent> load(RealmModel realm, String clientUuid) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                inner -> inner.getProvider(AgentProvider.class)
                        .snapshot(realm, clientUuid)
                        .map(snapshot -> CachedAgent.of(snapshot, Ed25519Verifiers.current())));
    }

    @Override
    public void close() {
        // the cache belongs to the factory
    }
}
