package io.aim.keycloak.services.capability;

import io.aim.keycloak.services.rest.RealmChoice;
import io.aim.keycloak.services.rest.RealmNumber;
import java.util.List;
import org.keycloak.models.RealmModel;

/** A realm's settings for capabilities. */
public final class CapabilitySettings {

    /** Value of {@link #MODE} in which nothing is stopped. */
    public static final String MONITORING = "monitoring";

    /**
     * Whether grants and policies are enforced: {@code strict} makes requests of what agents declare and denies what is not
     * allowed, {@code monitoring} grants what they declare, lets them act and records what would have been denied.
     */
    public static final RealmChoice MODE =
            new RealmChoice("aim.enforcement.mode", "strict", List.of("strict", MONITORING));

    /** Days for which requests are kept that were decided or taken back. */
    public static final RealmNumber REQUEST_RETENTION_DAYS =
            new RealmNumber("aim.capability.request-retention-days", 365, 1, 3650);

    private CapabilitySettings() {}

    /** Whether the realm only looks on. */
    public static boolean isMonitoring(RealmModel realm) {
        return MONITORING.equals(MODE.of(realm));
    }
}
