package io.aim.keycloak.core.audit.forward;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A syslog receiver.
 *
 * @param transport how messages travel there
 * @param host DNS name or address in lower case, IPv6 without brackets
 * @param port 1 to 65535
 */
public record Receiver(ReceiverTransport transport, String host, int port) {

    /** Longest host. */
    public static final int HOST_MAX = 253;

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");

    /**
     * @throws InvalidInputException if the host or the port is none; fields {@code host} and {@code port}
     */
    public Receiver {
        host = host.toLowerCase(Locale.ROOT);
        boolean valid = host.length() <= HOST_MAX
                && (NAME.matcher(host).matches() || IPV6.matcher(host).matches());
        if (!valid) {
            throw new InvalidInputException(
                    "host",
                    "invalid_host",
                    "host must be a DNS name or an IP address, without scheme, port and brackets");
        }
        if (port < 1 || port > 65_535) {
            throw new InvalidInputException("port", "invalid_number", "port must be a number from 1 to 65535");
        }
    }

    /** As in the settings of the server: {@code tls://siem.example.org:6514}. */
    @Override
    public String toString() {
        return transport.scheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
