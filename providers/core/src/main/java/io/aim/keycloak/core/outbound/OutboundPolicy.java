package io.aim.keycloak.core.outbound;

import io.aim.keycloak.core.IpRange;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a realm may make the server connect to. A realm opens internal addresses for itself, as far as the operator of
 * the server lets realms do that; nobody opens special ones.
 *
 * @param development whether plain http to this machine is allowed
 * @param openable internal addresses that realms may open
 * @param allowed what the realm opens
 */
public record OutboundPolicy(boolean development, List<IpRange> openable, AllowedHosts allowed) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int FIRST_FREE = 1024;
    private static final int LAST = 65_535;
    private static final String LOCALHOST = "localhost";

    public OutboundPolicy {
        openable = List.copyOf(openable);
    }

    /**
     * Checks what an address says by itself; nothing is looked up.
     *
     * @throws OutboundException {@link OutboundFailure#SCHEME} or {@link OutboundFailure#PORT}
     */
    public void require(URI uri) throws OutboundException {
        String host = host(uri);
        boolean form = host != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
        if (!form || !(isHttps(uri) || isLocalHttp(uri, host))) {
            throw new OutboundException(
                    OutboundFailure.SCHEME, "The address must be an https address, without user and fragment");
        }
        int port = port(uri);
        boolean own = port == (isHttps(uri) ? HTTPS : HTTP);
        if (!own && (port < FIRST_FREE || port > LAST)) {
            throw new OutboundException(OutboundFailure.PORT, "The port must be " + HTTPS + " or from " + FIRST_FREE);
        }
    }

    /**
     * Checks an address that the host's name stands for.
     *
     * @throws OutboundException {@link OutboundFailure#ADDRESS_REFUSED}
     */
    public void require(URI uri, InetAddress address) throws OutboundException {
        String host = String.valueOf(host(uri));
        boolean open = switch (AddressRules.kind(address)) {
            case PUBLIC -> true;
            case INTERNAL ->
                openable.stream().anyMatch(range -> range.contains(address)) && allowed.allows(host, address);
            case SPECIAL -> false;
        };
        if (!open || !(isHttps(uri) || address.isLoopbackAddress())) {
            throw new OutboundException(
                    OutboundFailure.ADDRESS_REFUSED,
                    "The server does not connect to " + host + ": it is an internal or special address");
        }
    }

    /** The port that a connection goes to. */
    public static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isHttps(uri) ? HTTPS : HTTP;
    }

    /** The host in lower case, IPv6 without brackets; null if there is none. */
    public static @Nullable String host(URI uri) {
        String host = uri.getHost();
        if (host == null || host.isEmpty()) {
            return null;
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return bare.toLowerCase(Locale.ROOT);
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private boolean isLocalHttp(URI uri, String host) {
        boolean local = LOCALHOST.equals(host)
                || IpRange.parse("127.0.0.0/8").orElseThrow().contains(host)
                || IpRange.parse("::1").orElseThrow().contains(host);
        return development && local && "http".equalsIgnoreCase(uri.getScheme());
    }
}
