package io.aim.keycloak.spi.apikey;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/** Store of API keys. */
public interface ApiKeyProvider extends Provider {

    /** Adds a key; a name that is taken meanwhile is a {@link org.keycloak.models.ModelDuplicateException}. */
    void create(ApiKey key);

    /** The key with that id, of whichever realm: who asks has to look at {@link ApiKey#realmId()}. One indexed query. */
    Optional<ApiKey> findAnywhere(String id);

    /** The key of that realm. */
    Optional<ApiKey> get(RealmModel realm, String id);

    /** The key as it is now, locked until the end of the transaction. */
    Optional<ApiKey> lock(String id);

    /** Stores what changed of a key that is locked; when it was last used is none of it. */
    void save(ApiKey key);

    /** Whether a key of the realm that is not revoked has that name. */
    boolean nameExists(RealmModel realm, String name);

    /** Keys of a realm, newest first. */
    ApiKeyPage search(RealmModel realm, ApiKeyQuery query);

    /** Adds to the numbers of keys that still exist, in the order given. */
    void addUses(List<ApiKeyUse> uses);

    /** Numbers of a key from one day to another, both included, newest day first. */
    List<ApiKeyUsage> usage(RealmModel realm, String id, LocalDate from, LocalDate to);
}
