package io.aim.keycloak.services.rest.ratelimit;

import io.aim.keycloak.services.rest.RealmNumber;
import java.util.Locale;

/** What is limited, each per realm, subject, node and minute. */
public enum RateLimit {
    /** Requests to the runtime root without an accepted credential; the subject is an address. */
    ADDRESS("aim.rate.address-requests", 600),
    /** Requests to the runtime root with access tokens of the same user or agent; the subject is the user's id. */
    CALLER("aim.rate.agent-requests", 6_000),
    /** Requests to the runtime root with the same API key; the subject is the key's id. */
    API_KEY("aim.rate.api-key-requests", 6_000),
    /** Accepted authentications of an agent at the token endpoint; the subject is its client's id. */
    AGENT_TOKENS("aim.rate.agent-tokens", 6_000);

    private static final int MOST = 1_000_000;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values
    private final RealmNumber setting;

    RateLimit(String attribute, int byDefault) {
        this.setting = new RealmNumber(attribute, byDefault, 0, MOST);
    }

    /** How often per minute; 0 is no limit. */
    public RealmNumber setting() {
        return setting;
    }

    /** Name in metrics. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
