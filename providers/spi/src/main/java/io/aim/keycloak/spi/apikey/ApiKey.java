package io.aim.keycloak.spi.apikey;

import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.core.apikey.ApiKeyState;
import io.aim.keycloak.core.apikey.StoredSecrets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of a realm, as stored.
 *
 * @param id the part of the key that is no secret; unique on the server
 * @param realmId realm that the key is for
 * @param name unique in the realm among the keys that are not revoked
 * @param secrets hashes
 * @param scopes what it may be used for
 * @param allowedCidrs where it may be used from; empty means everywhere
 * @param state active, disabled or revoked
 * @param creator who made it
 * @param createdAt when it was made
 * @param expiresAt when it ends
 * @param rotatedAt when its secret was replaced the last time
 * @param lastUsedAt about when it was used the last time
 */
public record ApiKey(
        String id,
        String realmId,
        String name,
        StoredSecrets secrets,
        Set<ApiKeyScope> scopes,
        List<String> allowedCidrs,
        ApiKeyState state,
        ApiKeyCreator creator,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant lastUsedAt) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
        allowedCidrs = List.copyOf(allowedCidrs);
    }

    /** Whether the key may be used from that address. */
    public boolean allows(@Nullable String address) {
        return allowedCidrs.isEmpty()
                || allowedCidrs.stream()
                        .flatMap(range -> IpRange.parse(range).stream())
                        .anyMatch(range -> range.contains(address));
    }

    /** The scopes in the order of their declaration. */
    public List<String> scopeCodes() {
        Set<ApiKeyScope> ordered = EnumSet.noneOf(ApiKeyScope.class);
        ordered.addAll(scopes);
        return ordered.stream().map(ApiKeyScope::code).toList();
    }

    /** The key under another name. */
    public ApiKey named(String newName) {
        return new ApiKey(
                id,
                realmId,
                newName,
                secrets,
                scopes,
                allowedCidrs,
                state,
                creator,
                createdAt,
                expiresAt,
                rotatedAt,
                lastUsedAt);
    }

    /** The key with these limits. */
    public ApiKey limited(Set<ApiKeyScope> newScopes, List<String> newCidrs, Instant newExpiry) {
        return new ApiKey(
                id,
                realmId,
                name,
                secrets,
                newScopes,
                newCidrs,
                state,
                creator,
                createdAt,
                newExpiry,
                rotatedAt,
                lastUsedAt);
    }

    /** The key in that state. */
    public ApiKey in(ApiKeyState newState) {
        return new ApiKey(
                id,
                realmId,
                name,
                secrets,
                scopes,
                allowedCidrs,
                newState,
                creator,
                createdAt,
                expiresAt,
                rotatedAt,
                lastUsedAt);
    }

    /** The key with a new secret. */
    public ApiKey rotated(StoredSecrets newSecrets, Instant now) {
        return new ApiKey(
                id,
                realmId,
                name,
                newSecrets,
                scopes,
                allowedCidrs,
                state,
                creator,
                createdAt,
                expiresAt,
                now,
                lastUsedAt);
    }
}
