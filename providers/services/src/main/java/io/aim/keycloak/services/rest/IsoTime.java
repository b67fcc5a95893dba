package io.aim.keycloak.services.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times in JSON: ISO 8601, UTC. */
public final class IsoTime {

    private IsoTime() {}

    public static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
