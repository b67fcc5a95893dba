package io.aim.keycloak.services.policy;

import io.aim.keycloak.services.capability.CapabilitySettings;
import io.aim.keycloak.services.rest.RealmChoice;

/** The realm's mode, as dry runs try it. */
final class PolicySettings {

    static final String MONITORING = "monitoring";

    /** Whether what grants and policies would stop is denied, or allowed and recorded. */
    static final RealmChoice MODE = CapabilitySettings.MODE;

    private PolicySettings() {}
}
