package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.services.rest.RealmNumber;
import io.aim.keycloak.services.retention.KeptRecords;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Requests for capabilities that were decided or taken back. */
public record KeptCapabilityRequests() implements KeptRecords {

    @Override
    public RealmNumber days() {
        return CapabilitySettings.REQUEST_RETENTION_DAYS;
    }

    @Override
    public AuditAction removal() {
        return AuditAction.CAPABILITY_REQUEST_REMOVED;
    }

    @Override
    public int removeBefore(KeycloakSession session, RealmModel realm, Instant before, int max) {
        return session.getProvider(CapabilityProvider.class).removeRequestsBefore(realm, before, max);
    }
}
