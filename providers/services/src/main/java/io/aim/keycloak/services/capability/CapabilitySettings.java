package io.aim.keycloak.services.capability;

import io.aim.keycloak.services.rest.RealmChoice;
import java.util.List;
import org.keycloak.models.RealmModel;

/** A realm's settings for capabilities. */
public final class CapabilitySettings {

    private static final String MONITORING = "monitoring";

    /** What becomes of capabilities that agents declare: {@code strict} makes requests of them, {@code monitoring} grants. */
    public static final RealmChoice MODE =
            new RealmChoice("aim.capability.mode", "strict", List.of("strict", MONITORING));

    private CapabilitySettings() {}

    static boolean isMonitoring(RealmModel realm) {
        return MONITORING.equals(MODE.of(realm));
    }
}
