package io.aim.keycloak.services.alert;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.services.rest.RealmNumber;
import io.aim.keycloak.services.retention.KeptRecords;
import io.aim.keycloak.spi.alert.AlertProvider;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Alerts that were resolved, and suppressed ones that did not happen again. */
public record KeptAlerts() implements KeptRecords {

    @Override
    public RealmNumber days() {
        return AlertSettings.RETENTION_DAYS;
    }

    @Override
    public AuditAction removal() {
        return AuditAction.ALERT_REMOVED;
    }

    @Override
    public int removeBefore(KeycloakSession session, RealmModel realm, Instant before, int max) {
        return session.getProvider(AlertProvider.class).removeBefore(realm, before, max);
    }
}
