package io.aim.keycloak.services.realm.setup;

import java.util.Locale;

/**
 * State of one set-up item.
 *
 * @param item stable name
 * @param status {@code present}, {@code missing} or {@code conflict}
 * @param detail what is there, what is missing, or what stands in the way and how to resolve it
 */
public record SetupItem(String item, String status, String detail) {

    enum Status {
        PRESENT,
        MISSING,
        CONFLICT
    }

    static SetupItem of(String item, Status status, String detail) {
        return new SetupItem(item, status.name().toLowerCase(Locale.ROOT), detail);
    }

    boolean isPresent() {
        return "present".equals(status);
    }
}
