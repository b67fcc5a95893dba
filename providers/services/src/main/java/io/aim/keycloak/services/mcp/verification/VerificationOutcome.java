package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.mcp.VerificationException;
import io.aim.keycloak.core.mcp.VerificationFailure;
import io.aim.keycloak.core.outbound.OutboundException;
import org.jspecify.annotations.Nullable;

/**
 * What came of a proof.
 *
 * @param failure stable code, or null if it succeeded
 * @param detail a sentence about that for people, or null
 */
record VerificationOutcome(
        @Nullable String failure, @Nullable String detail) {

    static final VerificationOutcome SUCCESS = new VerificationOutcome(null, null);

    static VerificationOutcome of(VerificationFailure failure, String detail) {
        return new VerificationOutcome(failure.code(), detail);
    }

    static VerificationOutcome of(VerificationException e) {
        return of(e.failure(), e.detail());
    }

    static VerificationOutcome of(OutboundException e) {
        return new VerificationOutcome(e.failure().code(), e.detail());
    }

    boolean isSuccess() {
        return failure == null;
    }

    /** Whether it says nothing about the server as it is registered now. */
    boolean isNotTheServers() {
        return VerificationFailure.SERVER_CHANGED.code().equals(failure)
                || VerificationFailure.INTERNAL_ERROR.code().equals(failure);
    }
}
