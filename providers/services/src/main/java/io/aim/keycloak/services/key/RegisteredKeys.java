package io.aim.keycloak.services.key;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Which keys a realm takes. */
public final class RegisteredKeys {

    private RegisteredKeys() {}

    /**
     * Refuses a key that is no point of the curve, that an agent or MCP server of the realm has, or that was ever revoked
     * in it.
     *
     * @param field the field that holds the key
     * @return the key, ready to verify
     */
    public static PreparedKey requireNew(
            KeycloakSession session, RealmModel realm, String field, Ed25519PublicKey key) {
        PreparedKey prepared = prepare(field, key);
        String thumbprint = key.thumbprint();
        if (session.getProvider(AgentProvider.class).keyExists(realm, thumbprint)
                || session.getProvider(McpServerProvider.class).keyExists(realm, thumbprint)) {
            throw AimException.conflict(
                    "key_in_use",
                    "This key is registered in the realm or was revoked in it; every agent and MCP server has keys of its own",
                    field);
        }
        return prepared;
    }

    private static PreparedKey prepare(String field, Ed25519PublicKey key) {
        try {
            return Ed25519Verifiers.current().prepare(key);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(field, "invalid_public_key", String.valueOf(e.getMessage()));
        }
    }
}
