package io.aim.keycloak.core.assertion;

/** Remembers used assertion ids, for one realm and client, across the cluster. */
@FunctionalInterface
public interface ReplayGuard {

    /**
     * Marks the id as used, atomically.
     *
     * @param jti the assertion's id
     * @param lifespanSeconds how long it must be remembered
     * @return true for exactly one caller per id
     */
    boolean firstUse(String jti, long lifespanSeconds);
}
