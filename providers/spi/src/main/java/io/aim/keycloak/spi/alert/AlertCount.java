package io.aim.keycloak.spi.alert;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertState;

/** Number of alerts in one state and of one severity. */
public record AlertCount(AlertState state, AlertSeverity severity, long count) {}
