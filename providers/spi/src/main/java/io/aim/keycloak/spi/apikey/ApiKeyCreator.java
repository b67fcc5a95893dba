package io.aim.keycloak.spi.apikey;

/**
 * Who made a key, and answers for it.
 *
 * @param userId id of the user
 * @param realmId id of the user's realm: the key's own, or the administration realm
 */
public record ApiKeyCreator(String userId, String realmId) {}
