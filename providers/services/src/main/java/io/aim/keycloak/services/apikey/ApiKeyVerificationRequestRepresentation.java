package io.aim.keycloak.services.apikey;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key to look at.
 *
 * @param key the key itself
 * @param address address that it would be used from; without it, addresses are not looked at
 */
@Schema(name = "ApiKeyVerificationRequest")
public record ApiKeyVerificationRequestRepresentation(
        @Schema(required = true) String key, @Nullable String address) {

    /** Without the secret: this may end in a log. */
    @Override
    public String toString() {
        return "ApiKeyVerificationRequestRepresentation[…]";
    }
}
