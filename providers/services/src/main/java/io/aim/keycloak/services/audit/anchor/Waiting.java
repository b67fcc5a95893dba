package io.aim.keycloak.services.audit.anchor;

import java.util.HashMap;
import java.util.Map;

/** How long checkpoints of realms have waited for an anchor, as far as this node has seen it. */
final class Waiting {

    private record Since(long size, long nanos) {}

    private Map<String, Since> realms = Map.of();

    /**
     * @param sizes realms that wait, and the size of the tree that the anchor has got; if that moves, the wait begins anew
     */
    synchronized void seen(Map<String, Long> sizes, long nanos) {
        Map<String, Since> now = new HashMap<>();
        sizes.forEach((realmId, size) -> {
            Since before = realms.get(realmId);
            now.put(realmId, before == null || before.size() != size ? new Since(size, nanos) : before);
        });
        realms = now;
    }

    /** The longest wait. */
    synchronized long longestNanos(long nanos) {
        return realms.values().stream()
                .mapToLong(since -> nanos - since.nanos())
                .max()
                .orElse(0);
    }
}
