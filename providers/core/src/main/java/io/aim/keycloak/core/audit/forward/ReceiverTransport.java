package io.aim.keycloak.core.audit.forward;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How syslog messages travel. */
public enum ReceiverTransport {
    /** RFC 5425. */
    TLS,
    /** RFC 6587, readable and changeable by everybody on the way. */
    TCP;

    /** What stands before {@code ://} in settings of the server. */
    public String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The transport of that name, in capitals. */
    public static Optional<ReceiverTransport> fromName(String name) {
        return Stream.of(values()).filter(value -> value.name().equals(name)).findFirst();
    }
}
