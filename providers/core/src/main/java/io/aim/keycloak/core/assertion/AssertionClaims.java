package io.aim.keycloak.core.assertion;

import io.aim.keycloak.core.assertion.ClientAssertion.Claims;
import org.jspecify.annotations.Nullable;

/** Rules on claims that hold for everything that agents sign for us. */
final class AssertionClaims {

    private AssertionClaims() {}

    /** What is wrong with the times, in seconds since the epoch, or null. */
    static @Nullable RefusalReason lifetimeFault(Claims claims, AssertionPolicy policy, long now) {
        int skew = policy.clockSkewSeconds();
        if (claims.exp() == null) {
            return RefusalReason.EXP_MISSING;
        }
        if (claims.exp() + skew <= now) {
            return RefusalReason.ASSERTION_EXPIRED;
        }
        if (claims.exp() > now + policy.maxLifetimeSeconds()) {
            return RefusalReason.EXP_TOO_FAR;
        }
        if (claims.nbf() != null && claims.nbf() > now + skew) {
            return RefusalReason.NOT_YET_VALID;
        }
        if (claims.iat() != null && claims.iat() > now + skew) {
            return RefusalReason.ISSUED_IN_FUTURE;
        }
        return null;
    }

    /** What is wrong with the id, or null; then the id is used up. */
    static @Nullable RefusalReason replayFault(Claims claims, AssertionPolicy policy, long now, ReplayGuard replay) {
        String jti = claims.jti();
        if (jti == null || jti.isBlank()) {
            return RefusalReason.JTI_MISSING;
        }
        if (jti.length() > AssertionPolicy.JTI_MAX) {
            return RefusalReason.JTI_TOO_LONG;
        }
        long exp = claims.exp() == null ? now : claims.exp();
        return replay.firstUse(jti, exp + policy.clockSkewSeconds() - now + 1)
                ? null
                : RefusalReason.ASSERTION_REPLAYED;
    }
}
