package io.aim.keycloak.core.outbound;

import java.util.Locale;

/** Why a request to a host that somebody named has no answer. Codes never change their meaning. */
public enum OutboundFailure {
    /** The address is no https address, or has more than a host, a port, a path and a query. */
    SCHEME,
    /** The port is one of another protocol. */
    PORT,
    /** The host is, or its name stands for, an address that the server does not connect to. */
    ADDRESS_REFUSED,
    /** The name stands for no address. */
    UNRESOLVABLE,
    /** The host did not answer in time. */
    TIMEOUT,
    /** The host could not show a certificate for its name that the server trusts. */
    TLS,
    /** The answer is longer than the server reads. */
    TOO_LARGE,
    /** The host sent the request elsewhere; the server does not follow. */
    REDIRECT,
    /** There is no connection, or it broke, or what came was not HTTP. */
    CONNECTION,
    /** The host refused the request. */
    STATUS;

    /** Stable code. */
    public String code() {
        return "outbound_" + name().toLowerCase(Locale.ROOT);
    }
}
