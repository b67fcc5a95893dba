package io.aim.keycloak.services.apikey.usage;

import io.aim.keycloak.spi.apikey.ApiKey;
import org.keycloak.provider.Provider;

/** Counts uses of keys. */
public interface ApiKeyUsageProvider extends Provider {

    /** Counts the session's request when its transaction ends; rolled back means that it failed. */
    void count(ApiKey key, String operation);
}
