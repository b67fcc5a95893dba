package io.aim.keycloak.spi.apikey;

import java.time.Instant;
import java.util.List;

/**
 * Uses of one key since they were last written.
 *
 * @param keyId the key
 * @param realmId the key's realm
 * @param lastUsedAt time of the latest
 * @param usage numbers to add
 */
public record ApiKeyUse(String keyId, String realmId, Instant lastUsedAt, List<ApiKeyUsage> usage) {}
