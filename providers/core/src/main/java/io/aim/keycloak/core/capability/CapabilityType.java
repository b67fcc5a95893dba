package io.aim.keycloak.core.capability;

import java.math.BigDecimal;

/**
 * An entry of the catalogue.
 *
 * @param name {@code namespace:action}
 * @param minimumTrust trust score that an agent needs at least, from 0 to 1
 * @param executionMode how an action is carried out where the grant does not say otherwise
 * @param core whether the entry comes with the product and is the same in every realm
 */
public record CapabilityType(
        String name,
        String description,
        RiskLevel risk,
        BigDecimal minimumTrust,
        ExecutionMode executionMode,
        boolean core) {

    /** What comes before the colon. */
    public String namespace() {
        return name.substring(0, name.indexOf(':'));
    }
}
