package io.aim.keycloak.core.outbound;

/** What an IP address is to a server that is told to connect to it. */
public enum AddressKind {
    /** A host of the internet. */
    PUBLIC,
    /** A host of somebody's own network, or this machine: only with consent. */
    INTERNAL,
    /** No host that anybody has a reason to name: metadata services, multicast, tunnels, what is not allocated. Never. */
    SPECIAL
}
