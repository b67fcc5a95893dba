package io.aim.keycloak.services.retention;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.services.rest.RealmNumber;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Records of one kind that a realm keeps for a number of days after they are done with. */
public interface KeptRecords {

    /** For how many days. */
    RealmNumber days();

    /** The event that says how many were removed. */
    AuditAction removal();

    /** Removes the oldest of those that have been done with since before that time, and says how many. */
    int removeBefore(KeycloakSession session, RealmModel realm, Instant before, int max);
}
