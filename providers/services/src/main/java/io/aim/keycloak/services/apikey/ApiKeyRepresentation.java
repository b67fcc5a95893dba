package io.aim.keycloak.services.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.spi.apikey.ApiKey;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without its secret.
 *
 * @param id stands in the key itself, between {@code aim_live_} and the secret
 * @param state {@code active}, {@code disabled} or {@code revoked}
 * @param allowedCidrs where it may be used from; empty means everywhere
 * @param creatorId user who made it, and whose power bounds it
 * @param creatorRealmId realm of that user
 * @param expired whether its end has come
 * @param previousSecretUntil until when the secret that was rotated away is accepted
 * @param lastUsedAt written every few seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApiKey")
public record ApiKeyRepresentation(
        String id,
        String name,
        String state,
        List<String> scopes,
        List<String> allowedCidrs,
        String creatorId,
        String creatorRealmId,
        String createdAt,
        String expiresAt,
        boolean expired,
        @Nullable String rotatedAt,
        @Nullable String previousSecretUntil,
        @Nullable String lastUsedAt) {

    static ApiKeyRepresentation of(ApiKey key, Instant now) {
        Instant overlap = key.secrets().previousUntil();
        return new ApiKeyRepresentation(
                key.id(),
                key.name(),
                key.state().code(),
                key.scopeCodes(),
                key.allowedCidrs(),
                key.creator().userId(),
                key.creator().realmId(),
                key.createdAt().toString(),
                key.expiresAt().toString(),
                !now.isBefore(key.expiresAt()),
                text(key.rotatedAt()),
                overlap != null && now.isBefore(overlap) ? overlap.toString() : null,
                text(key.lastUsedAt()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
