package io.aim.keycloak.services.key;

import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.ClientSignatureVerifierProvider;
import org.keycloak.crypto.ClientSignatureVerifierProviderFactory;
import org.keycloak.crypto.EdDSAClientSignatureVerifierProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The fully specified algorithm name {@code Ed25519} (RFC 9864) beside Keycloak's {@code EdDSA}: it makes discovery list
 * the name, and clients with other authenticators may use it too.
 */
public final class Ed25519ClientSignatureVerifierProviderFactory implements ClientSignatureVerifierProviderFactory {

    @Override
    public String getId() {
        return Algorithm.Ed25519;
    }

    @Override
    public ClientSignatureVerifierProvider create(KeycloakSession session) {
        return new EdDSAClientSignatureVerifierProvider(session, Algorithm.Ed25519);
    }
}
