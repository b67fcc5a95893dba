package io.aim.keycloak.core.mcp;

import java.util.Locale;

/**
 * Why an MCP server did not prove that its key is its own, if its host was reached; else it is one of {@link
 * io.aim.keycloak.core.outbound.OutboundFailure}. Codes never change their meaning.
 */
public enum VerificationFailure {
    /** No key is registered that could be proven. */
    KEY_MISSING,
    /** The answer is not what the protocol says. */
    ANSWER_MALFORMED,
    /** The proof is one of another key than the registered one. */
    KEY_MISMATCH,
    /** The signature is not one of this challenge by the registered key. */
    SIGNATURE_INVALID,
    /** The challenge was answered before, or too late. */
    CHALLENGE_EXPIRED,
    /** Where the key should stand, none does. */
    RECORD_MISSING,
    /** Key or address were changed, or the server was revoked, while the verification was under way. */
    SERVER_CHANGED,
    /** The verification broke off on our side. */
    INTERNAL_ERROR;

    /** Stable code: the lower-case name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
