package io.aim.keycloak.services.apikey;

import io.aim.keycloak.services.rest.AimException;

/** The answer to what another edition has. */
final class EditionRequired {

    private EditionRequired() {}

    static AimException agentApiKeys() {
        return AimException.forbidden(
                "edition_required", "API keys of single agents need the pro or the enterprise edition");
    }
}
