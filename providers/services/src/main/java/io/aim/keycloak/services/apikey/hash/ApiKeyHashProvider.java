package io.aim.keycloak.services.apikey.hash;

import io.aim.keycloak.core.apikey.Peppers;
import org.keycloak.provider.Provider;

/** What hashes of keys are made with. */
public interface ApiKeyHashProvider extends Provider {

    /** The peppers for keys of the session's realm. */
    Peppers peppers();
}
