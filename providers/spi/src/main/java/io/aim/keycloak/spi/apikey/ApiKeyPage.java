package io.aim.keycloak.spi.apikey;

import java.util.List;

/**
 * A page of keys.
 *
 * @param items the keys
 * @param more whether another page follows
 * @param total keys on all pages
 */
public record ApiKeyPage(List<ApiKey> items, boolean more, long total) {}
