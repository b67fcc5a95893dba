package io.aim.keycloak.spi.decision;

import java.time.Instant;

/** Place of a decision or violation among those of its realm, by time and then by id. */
public record DecisionPosition(Instant at, String id) {}
