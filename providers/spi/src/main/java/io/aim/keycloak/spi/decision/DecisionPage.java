package io.aim.keycloak.spi.decision;

import java.util.List;

/**
 * A page of a list.
 *
 * @param more whether another page follows
 * @param total items on all pages
 * @param totalIsEstimate whether there are more than {@code total}: counting ends there
 */
public record DecisionPage<T>(List<T> items, boolean more, long total, boolean totalIsEstimate) {

    public DecisionPage {
        items = List.copyOf(items);
    }
}
