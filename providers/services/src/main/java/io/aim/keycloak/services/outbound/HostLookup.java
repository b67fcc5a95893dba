package io.aim.keycloak.services.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses that a host's name stands for. */
@FunctionalInterface
interface HostLookup {

    /** As the operating system says. */
    HostLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> addresses(String host) throws UnknownHostException;
}
