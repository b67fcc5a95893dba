package io.aim.keycloak.spi.audit;

import java.util.List;

/**
 * A page of a search.
 *
 * @param items the events, newest first
 * @param more whether older ones follow
 * @param total number of events that match, all pages counted
 * @param totalIsEstimate whether there are more than {@code total}: counting ends there
 */
public record AuditPage(List<AuditRecord> items, boolean more, long total, boolean totalIsEstimate) {

    public AuditPage {
        items = List.copyOf(items);
    }
}
