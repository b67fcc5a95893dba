package io.aim.keycloak.spi.audit;

import java.time.Instant;

/**
 * The place of an event among those of its realm, by time and then by id. The id of an event that nobody forged begins
 * with its time; of others nothing is known.
 *
 * @param time its time
 * @param id its id
 */
public record AuditPosition(Instant time, String id) {}
