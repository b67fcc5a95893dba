package io.aim.keycloak.services.realm.guard;

import org.keycloak.events.admin.AdminEvent;

/** Keycloak's admin events and ours. */
public final class AdminEvents {

    private AdminEvents() {}

    /** Whether our services emitted the event: they guard and record what they do themselves. */
    public static boolean isOurOwn(AdminEvent event) {
        return String.valueOf(event.getResourceTypeAsString()).startsWith("AIM_");
    }
}
