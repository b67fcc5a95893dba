package io.aim.keycloak.spi.alert;

import java.util.List;

/**
 * A page of alerts.
 *
 * @param items the alerts
 * @param more whether another page follows
 * @param total alerts on all pages
 */
public record AlertPage(List<Alert> items, boolean more, long total) {}
