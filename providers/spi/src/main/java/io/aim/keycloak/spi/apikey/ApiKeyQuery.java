package io.aim.keycloak.spi.apikey;

import io.aim.keycloak.core.apikey.ApiKeyState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of a realm, newest first.
 *
 * @param search part of the name, any case
 * @param state only keys in that state
 * @param creatorId only keys of that creator
 * @param after the last key of the page before
 * @param max most keys
 */
public record ApiKeyQuery(
        @Nullable String search,
        @Nullable ApiKeyState state,
        @Nullable String creatorId,
        @Nullable Position after,
        int max) {

    /** Place of a key in the list. */
    public record Position(Instant createdAt, String id) {}
}
