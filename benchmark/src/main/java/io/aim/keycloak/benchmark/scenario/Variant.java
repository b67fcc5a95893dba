package io.aim.keycloak.benchmark.scenario;

/**
 * One line of the comparison.
 *
 * @param login how clients log in
 * @param tokenAlgorithm how the server signs their access tokens
 */
public record Variant(Login login, String tokenAlgorithm) {

    /** The name in results. */
    public String id() {
        return login.id() + "/" + tokenAlgorithm;
    }
}
