package io.aim.keycloak.benchmark.scenario;

import java.util.Optional;
import java.util.stream.Stream;

/** A way for a client to log in. */
public enum Login {
    /** Keycloak's own, with a shared secret. */
    CLIENT_SECRET("client-secret", Realm.STOCK, null, true),
    /** Keycloak's own private_key_jwt with Ed25519. */
    CLIENT_JWT_EDDSA("client-jwt-eddsa", Realm.STOCK, "EdDSA", true),
    /** Keycloak's own private_key_jwt with RSA. */
    CLIENT_JWT_RS256("client-jwt-rs256", Realm.STOCK, "RS256", true),
    /** Keycloak's own private_key_jwt with ECDSA. */
    CLIENT_JWT_ES256("client-jwt-es256", Realm.STOCK, "ES256", true),
    /** An agent as it is registered. */
    AIM("aim", Realm.AGENTS, "EdDSA", true),
    /** An agent whose tokens say no more than those of a stock client. */
    AIM_PLAIN("aim-plain", Realm.AGENTS, "EdDSA", true),
    /** An agent that does not say which of its keys it uses. */
    AIM_NO_KID("aim-no-kid", Realm.AGENTS, "EdDSA", false),
    /** A stock client that shares its realm with agents. */
    CLIENT_SECRET_BESIDE("client-secret-beside", Realm.AGENTS, null, false),
    /** Keycloak's own, in a realm that stores its events. */
    CLIENT_SECRET_STORED("client-secret-stored", Realm.EVENTS, null, false),
    /** Keycloak's own private_key_jwt with Ed25519, in a realm that stores its events. */
    CLIENT_JWT_EDDSA_STORED("client-jwt-eddsa-stored", Realm.EVENTS, "EdDSA", false);

    /** The realms of the measurement. */
    public enum Realm {
        /** As Keycloak makes it. */
        STOCK("benchmark-stock"),
        /** As Keycloak makes it, with its event store on. */
        EVENTS("benchmark-events"),
        /** Set up for agents. */
        AGENTS("benchmark-agents");

        private final String realmName;

        Realm(String realmName) {
            this.realmName = realmName;
        }

        /** The realm's name. */
        public String realmName() {
            return realmName;
        }
    }

    private final String id;
    private final Realm realm;
    private final String assertionAlgorithm;
    private final boolean byDefault;

    Login(String id, Realm realm, String assertionAlgorithm, boolean byDefault) {
        this.id = id;
        this.realm = realm;
        this.assertionAlgorithm = assertionAlgorithm;
        this.byDefault = byDefault;
    }

    /** The name on the command line and in results. */
    public String id() {
        return id;
    }

    /** Where its clients are. */
    public Realm realm() {
        return realm;
    }

    /** How its assertions are signed; empty where there are none. */
    public Optional<String> assertionAlgorithm() {
        return Optional.ofNullable(assertionAlgorithm);
    }

    /** Whether its clients are agents. */
    public boolean isAgent() {
        return this == AIM || this == AIM_PLAIN || this == AIM_NO_KID;
    }

    /** Whether its tokens have the claims of agents. */
    public boolean hasAgentClaims() {
        return this == AIM || this == AIM_NO_KID;
    }

    /** Whether it is measured unless something else is asked for. */
    public boolean byDefault() {
        return byDefault;
    }

    /** The one with that name. */
    public static Login of(String id) {
        return Stream.of(values())
                .filter(login -> login.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no variant " + id));
    }
}
