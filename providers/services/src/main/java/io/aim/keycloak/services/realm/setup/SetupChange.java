package io.aim.keycloak.services.realm.setup;

/**
 * Something that set-up did.
 *
 * @param item name of the item
 * @param action {@code created}, {@code added}, {@code copied} or {@code bound}
 * @param detail what exactly
 */
public record SetupChange(String item, String action, String detail) {}
