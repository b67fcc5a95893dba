package io.aim.keycloak.core.outbound;

import io.aim.keycloak.core.IpRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses apart by the special-purpose registries of IANA (RFC 6890 and its successors), and by what clouds put
 * on addresses of their own. What a registry does not call part of the internet is not.
 */
public final class AddressRules {

    private static final List<IpRange> INTERNAL = ranges(
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by the subscribers of a provider
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "::1",
            "fc00::/7");

    private static final List<IpRange> SPECIAL = ranges(
            "0.0.0.0/8",
            "100.100.100.200", // metadata of Alibaba
            "168.63.129.16", // platform services of Azure
            "169.254.0.0/16", // link-local; metadata of most clouds
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23", // Teredo, ORCHID, benchmarking
            "2001:db8::/32",
            "2002::/16", // 6to4
            "2620:4f:8000::/48",
            "3fff::/20",
            "fd00:c1::/32", // metadata of Oracle
            "fd00:ec2::/32", // metadata of Amazon
            "fd20:ce::/32"); // metadata of Google

    /** The part of IPv6 that is allocated to hosts of the internet. */
    private static final List<IpRange> INTERNET = ranges("0.0.0.0/0", "2000::/3");

    /** IPv4 as hosts see it that have IPv6 only (RFC 6052). */
    private static final List<IpRange> TRANSLATED = ranges("64:ff9b::/96");

    private static final int MAPPED_ZEROS = 10;
    private static final int IPV4_BYTES = 4;

    private AddressRules() {}

    /** What that address is; an IPv4 address within an IPv6 one is judged as well. */
    public static AddressKind kind(InetAddress address) {
        if (isMapped(address)) {
            return kind(lastBytes(address));
        }
        if (within(TRANSLATED, address)) {
            return kind(lastBytes(address)) == AddressKind.PUBLIC ? AddressKind.INTERNAL : AddressKind.SPECIAL;
        }
        if (within(SPECIAL, address)) {
            return AddressKind.SPECIAL;
        }
        if (within(INTERNAL, address)) {
            return AddressKind.INTERNAL;
        }
        return within(INTERNET, address) ? AddressKind.PUBLIC : AddressKind.SPECIAL;
    }

    /** Java makes IPv4 of such addresses wherever it reads them, but not of those made with a scope. */
    private static boolean isMapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == IPV4_BYTES || bytes[MAPPED_ZEROS] != -1 || bytes[MAPPED_ZEROS + 1] != -1) {
            return false;
        }
        for (int i = 0; i < MAPPED_ZEROS; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress lastBytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean within(List<IpRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<IpRange> ranges(String... texts) {
        return Stream.of(texts)
                .map(text -> IpRange.parse(text).orElseThrow(() -> new IllegalStateException(text)))
                .toList();
    }
}
