package io.aim.keycloak.services.audit.anchor;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Address that checkpoints are posted to.
 *
 * @param template with {@code {realm}} where the id of the realm is to stand, if anywhere
 */
record AnchorAddress(String template) {

    private static final String REALM = "{realm}";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @throws IllegalArgumentException unless it is an https address, or an http address of this machine; the message does
     *     not repeat it, as it may hold a secret
     */
    AnchorAddress {
        URI address;
        try {
            address = URI.create(template.replace(REALM, "realm"));
        } catch (IllegalArgumentException e) {
            throw refusal();
        }
        boolean safe = "https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && LOOPBACK.contains(String.valueOf(address.getHost())));
        boolean realmInHost = template.indexOf(REALM) >= 0
                && String.valueOf(address.getAuthority()).contains("realm")
                && !String.valueOf(URI.create(template.replace(REALM, "other")).getAuthority())
                        .equals(address.getAuthority());
        if (!safe || address.getHost() == null || address.getUserInfo() != null || realmInHost) {
            throw refusal();
        }
    }

    private static IllegalArgumentException refusal() {
        return new IllegalArgumentException("spi-aim-audit-anchor--https--url must be an https address without user and"
                + " password; plain http only to this machine; {realm} only in its path or query");
    }

    /** The address for a realm. */
    URI of(String realmId) {
        return URI.create(template.replace(REALM, encoded(realmId)));
    }

    /** An id as one element of a path, or as a header. */
    static String encoded(String realmId) {
        return URLEncoder.encode(realmId, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
