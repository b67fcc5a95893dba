package io.aim.keycloak.services.realm.setup;

import java.util.List;

/**
 * Whether a realm is agent-ready.
 *
 * @param ready whether every item is present
 * @param changes what this call changed
 * @param items every item
 */
public record SetupReport(boolean ready, List<SetupChange> changes, List<SetupItem> items) {}
