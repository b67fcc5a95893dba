package io.aim.keycloak.core.decision;

import io.aim.keycloak.core.capability.ResourceName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is about to do.
 *
 * @param capability {@code namespace:action}
 * @param resource what it is about, or null
 * @param bytes how many bytes it moves, 0 if that is not said
 * @param address where the agent asks from, or null
 * @param at when
 */
public record ActionRequest(
        String capability,
        @Nullable ResourceName resource,
        long bytes,
        @Nullable String address,
        Instant at) {}
