package io.aim.keycloak.jpa.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aim.keycloak.core.policy.Policy;
import java.util.List;
import java.util.function.Supplier;

/** The policies of realms on this node, each with the stamp under which they were read. */
final class PolicyCache {

    private static final int MAX_REALMS = 1000;

    private record Stamped(String stamp, List<Policy> policies) {}

    private final Cache<String, Stamped> realms =
            Caffeine.newBuilder().maximumSize(MAX_REALMS).build();

    /** Those of that stamp; {@code loader} must read after the stamp was read. */
    List<Policy> get(String realmId, String stamp, Supplier<List<Policy>> loader) {
        Stamped known = realms.getIfPresent(realmId);
        if (known != null && known.stamp().equals(stamp)) {
            return known.policies();
        }
        Stamped loaded = new Stamped(stamp, loader.get());
        realms.put(realmId, loaded);
        return loaded.policies();
    }

    void forget(String realmId) {
        realms.invalidate(realmId);
    }
}
