package io.aim.keycloak.core.audit.forward;

import io.aim.keycloak.core.InvalidInputException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The receivers that the operator of the server lets realms send to. Names are compared as texts: nothing is looked up to
 * find out whether a receiver is allowed.
 */
public final class AllowedReceivers {

    private static final Pattern ENTRY = Pattern.compile(
            "(?:(?<scheme>tls|tcp)://)?(?:\\[(?<six>[^\\]]+)]|(?<host>[^:\\[\\]/]+)):(?<port>\\d{1,5}|\\*)");

    /** Stands for every port. */
    private static final int ANY = 1;

    private final Set<Receiver> exact = new HashSet<>();
    private final Set<Receiver> anyPort = new HashSet<>();

    private AllowedReceivers() {}

    /**
     * Reads {@code host:port}, {@code host:*} for every port, and {@code tcp://host:port} for plain TCP, separated by
     * commas. IPv6 addresses stand in brackets. Without a scheme, or with {@code tls://}, only TLS is allowed.
     *
     * @throws IllegalArgumentException if an entry is none of these
     */
    public static AllowedReceivers parse(String list) {
        AllowedReceivers allowed = new AllowedReceivers();
        for (String entry : list.split(",", -1)) {
            if (!entry.isBlank()) {
                allowed.add(entry.strip());
            }
        }
        return allowed;
    }

    private void add(String entry) {
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches()) {
            throw refusal(entry);
        }
        ReceiverTransport transport =
                "tcp".equals(parts.group("scheme")) ? ReceiverTransport.TCP : ReceiverTransport.TLS;
        String host = parts.group("six") == null ? parts.group("host") : parts.group("six");
        try {
            if (parts.group("port").equals("*")) {
                anyPort.add(new Receiver(transport, host, ANY));
            } else {
                exact.add(new Receiver(transport, host, Integer.parseInt(parts.group("port"))));
            }
        } catch (InvalidInputException e) {
            throw refusal(entry);
        }
    }

    private static IllegalArgumentException refusal(String entry) {
        return new IllegalArgumentException(
                "Not a receiver: '" + entry + "'; write host:port, host:*, tls://host:port or tcp://host:port");
    }

    /** Whether realms may send there. */
    public boolean allows(Receiver receiver) {
        return exact.contains(receiver) || anyPort.contains(new Receiver(receiver.transport(), receiver.host(), ANY));
    }

    /** Whether there is no receiver that realms may send to. */
    public boolean isEmpty() {
        return exact.isEmpty() && anyPort.isEmpty();
    }
}
