package io.aim.keycloak.core.audit.syslog;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a syslog receiver listens, and how long it may take.
 *
 * @param host name or address; over TLS the receiver's certificate must be for it
 * @param port 1 to 65535; 6514 is registered for TLS
 * @param tls trust, and the client's own certificate if it has one; null for plain TCP
 * @param connectTimeout for the connection and again for the TLS handshake; 1 ms to 24 days
 * @param writeTimeout for one {@link SyslogConnection#send}; 1 ms to 24 days
 */
public record SyslogEndpoint(
        String host, int port, @Nullable SSLContext tls, Duration connectTimeout, Duration writeTimeout) {

    private static final Duration LONGEST = Duration.ofDays(24);

    /**
     * @throws IllegalArgumentException if the port or a timeout is out of range
     */
    public SyslogEndpoint {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("A port is 1 to 65535");
        }
        requireTimeout(connectTimeout);
        requireTimeout(writeTimeout);
    }

    private static void requireTimeout(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A timeout is 1 ms to 24 days");
        }
    }
}
