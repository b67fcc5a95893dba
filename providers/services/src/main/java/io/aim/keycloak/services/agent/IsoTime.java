package io.aim.keycloak.services.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times in JSON: ISO 8601, UTC. */
final class IsoTime {

    private IsoTime() {}

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
