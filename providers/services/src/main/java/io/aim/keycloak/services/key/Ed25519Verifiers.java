package io.aim.keycloak.services.key;

import io.aim.keycloak.core.key.BouncyCastleEd25519Verifier;
import io.aim.keycloak.core.key.Ed25519Verifier;
import io.aim.keycloak.core.key.JcaEd25519Verifier;
import org.keycloak.common.Profile;

/** Chooses the Ed25519 implementation: BouncyCastle's lightweight API, or JCA where FIPS mode forbids it. */
public final class Ed25519Verifiers {

    private Ed25519Verifiers() {}

    /** The verifier for this server. */
    public static Ed25519Verifier current() {
        return Profile.isFeatureEnabled(Profile.Feature.FIPS) ? Jca.INSTANCE : BouncyCastle.INSTANCE;
    }

    // Holders, so that BouncyCastle's classes are not touched under FIPS.
    private static final class Jca {
        static final Ed25519Verifier INSTANCE = new JcaEd25519Verifier();
    }

    private static final class BouncyCastle {
        static final Ed25519Verifier INSTANCE = new BouncyCastleEd25519Verifier();
    }
}
