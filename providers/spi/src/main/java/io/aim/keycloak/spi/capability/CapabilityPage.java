package io.aim.keycloak.spi.capability;

import java.util.List;

/**
 * A page of a list.
 *
 * @param more whether another page follows
 * @param total items on all pages
 */
public record CapabilityPage<T>(List<T> items, boolean more, long total) {

    public CapabilityPage {
        items = List.copyOf(items);
    }
}
