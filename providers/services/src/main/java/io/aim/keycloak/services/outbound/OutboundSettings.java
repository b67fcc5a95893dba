package io.aim.keycloak.services.outbound;

import io.aim.keycloak.core.outbound.AllowedHosts;
import java.util.List;
import org.keycloak.models.RealmModel;

/** What a realm sets about outbound requests. */
public final class OutboundSettings {

    private static final String ALLOW_LIST = "aim.outbound.allow-list";
    private static final String SEPARATOR = " ";

    private OutboundSettings() {}

    /** Internal hosts that the realm lets the server connect to. */
    public static AllowedHosts allowed(RealmModel realm) {
        String list = realm.getAttribute(ALLOW_LIST);
        return list == null ? AllowedHosts.NONE : AllowedHosts.stored(List.of(list.split(SEPARATOR, -1)));
    }

    /** Sets them. */
    public static void allow(RealmModel realm, AllowedHosts hosts) {
        if (hosts.entries().isEmpty()) {
            realm.removeAttribute(ALLOW_LIST);
        } else {
            realm.setAttribute(ALLOW_LIST, String.join(SEPARATOR, hosts.entries()));
        }
    }
}
