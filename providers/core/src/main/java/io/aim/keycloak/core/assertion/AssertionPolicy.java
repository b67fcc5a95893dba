package io.aim.keycloak.core.assertion;

import java.util.Set;

/**
 * What a realm accepts.
 *
 * @param issuer the realm's issuer identifier, compared by simple string comparison (rfc7523bis)
 * @param legacyAudiences further audiences for agents that may use them: the token endpoint's URL
 * @param maxLifetimeSeconds how far ahead {@code exp} may lie
 * @param clockSkewSeconds tolerated difference between the agent's clock and ours
 */
public record AssertionPolicy(
        String issuer, Set<String> legacyAudiences, int maxLifetimeSeconds, int clockSkewSeconds) {

    /** Default for {@link #maxLifetimeSeconds}. */
    public static final int DEFAULT_MAX_LIFETIME_SECONDS = 300;
    /** Default for {@link #clockSkewSeconds}. */
    public static final int DEFAULT_CLOCK_SKEW_SECONDS = 15;
    /** Longest accepted {@code jti}, in characters. */
    public static final int JTI_MAX = 128;
    /** Most keys that are tried for an assertion without {@code kid}. */
    public static final int MAX_KEYS_TRIED = 4;
}
