package io.aim.keycloak.core.assertion;

import java.util.Locale;

/**
 * Why a client assertion was refused. The {@link #code()} is stable: it stands in the event, in metrics and, where
 * {@link #disclosed()}, in {@code error_description}. An unknown agent, a wrong key and a wrong signature are not
 * disclosed and all read alike.
 */
public enum RefusalReason {
    ASSERTION_TYPE_INVALID("client_assertion_type must be urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
    ASSERTION_MISSING("the client_assertion parameter is missing"),
    ASSERTION_MALFORMED("the client_assertion is not a compact JWS with JSON header and claims"),
    REQUEST_TOO_LARGE("the request body is larger than 16 KiB"),
    CLIENT_ID_MISMATCH("the client_id parameter differs from the sub claim"),
    ALG_NOT_ALLOWED("the alg header must be Ed25519 or EdDSA"),
    TYP_NOT_ALLOWED("the typ header must be absent, JWT or client-authentication+jwt"),
    CRIT_NOT_SUPPORTED("the crit header is not supported"),
    UNKNOWN_AGENT,
    UNKNOWN_KEY,
    KEY_EXPIRED,
    KEY_NOT_ACTIVE,
    SIGNATURE_INVALID,
    ISSUER_INVALID("the iss and sub claims must both be the client id"),
    AUDIENCE_INVALID("the aud claim must be the realm's issuer as its sole value"),
    EXP_MISSING("the exp claim is required"),
    EXP_TOO_FAR("the exp claim is further ahead than the realm allows"),
    ASSERTION_EXPIRED("the exp claim has passed"),
    NOT_YET_VALID("the nbf claim is in the future"),
    ISSUED_IN_FUTURE("the iat claim is in the future"),
    JTI_MISSING("the jti claim is required"),
    JTI_TOO_LONG("the jti claim is longer than 128 characters"),
    ASSERTION_REPLAYED("an assertion with this jti was already used"),
    AGENT_PENDING("the agent is not verified yet"),
    AGENT_SUSPENDED("the agent is suspended"),
    AGENT_REVOKED("the agent is revoked"),
    AGENT_EXPIRED("the agent's expiry date has passed"),
    RATE_LIMITED("the agent got as many tokens within a minute as the realm allows");

    /** What a stranger is told for every reason that is not disclosed: the words of Keycloak's own refusal. */
    public static final String UNDISCLOSED = "Invalid client or Invalid client credentials";

    private final String sentence;

    RefusalReason(String sentence) {
        this.sentence = sentence;
    }

    RefusalReason() {
        this("");
    }

    /** Stable code: the lower-case name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the caller may be told. */
    public boolean disclosed() {
        return !sentence.isEmpty();
    }

    /** The {@code error_description} of the answer (RFC 6749 §5.2). */
    public String description() {
        return disclosed() ? code() + ": " + sentence : UNDISCLOSED;
    }
}
