package io.aim.keycloak.spi.alert;

import java.time.Instant;

/**
 * An alert that somebody is to be told of.
 *
 * @param alertId the alert
 * @param attempts how often sending failed
 * @param createdAt since when it waits
 */
public record AlertMail(String alertId, int attempts, Instant createdAt) {

    /** The recipient that is no user: the contact of the realm. */
    public static final String CONTACT = "contact";
}
