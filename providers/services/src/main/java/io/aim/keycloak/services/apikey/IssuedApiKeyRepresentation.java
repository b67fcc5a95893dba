package io.aim.keycloak.services.apikey;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A key with its secret, which is shown this once.
 *
 * @param key the key itself: {@code aim_live_…}
 * @param apiKey what is known of it
 */
@Schema(name = "IssuedApiKey")
public record IssuedApiKeyRepresentation(String key, ApiKeyRepresentation apiKey) {

    /** Without the secret: this may end in a log. */
    @Override
    public String toString() {
        return "IssuedApiKeyRepresentation[" + apiKey.id() + "]";
    }
}
