package io.aim.keycloak.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses in CIDR notation. An IPv4 address that is written as IPv6 ({@code ::ffff:192.0.2.1}) is the IPv4
 * address. Names are never looked up.
 */
public final class IpRange {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");
    private static final Pattern RANGE = Pattern.compile("([^/]+)(?:/(0|[1-9]\\d{0,2}))?");
    private static final int MAPPED_PREFIX = 96;
    private static final int OCTET_BITS = 8;
    private static final int SUBSCRIBER_PREFIX = 64;

    private final byte[] network;
    private final int prefix;
    private final String text;

    private IpRange(byte[] network, int prefix, String text) {
        this.network = network;
        this.prefix = prefix;
        this.text = text;
    }

    /** The range; an address alone is a range of one. Empty if the text is none, or has bits beyond its prefix. */
    public static Optional<IpRange> parse(@Nullable String text) {
        Matcher matcher = RANGE.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        InetAddress address = address(matcher.group(1));
        if (address == null) {
            return Optional.empty();
        }
        byte[] network = address.getAddress();
        int bits = network.length * OCTET_BITS;
        int prefix = bits;
        if (matcher.group(2) != null) {
            boolean mapped = network.length == 4 && matcher.group(1).indexOf(':') >= 0;
            prefix = Integer.parseInt(matcher.group(2)) - (mapped ? MAPPED_PREFIX : 0);
        }
        if (prefix < 0 || prefix > bits || !endsWithZeros(network, prefix)) {
            return Optional.empty();
        }
        return Optional.of(new IpRange(network, prefix, address.getHostAddress() + "/" + prefix));
    }

    private static boolean endsWithZeros(byte[] network, int prefix) {
        for (int bit = prefix; bit < network.length * OCTET_BITS; bit++) {
            if (bit(network, bit) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] address, int index) {
        return (address[index / OCTET_BITS] >> (OCTET_BITS - 1 - index % OCTET_BITS)) & 1;
    }

    /** Whether the address is in the range; what is no address is in none. */
    public boolean contains(@Nullable String address) {
        InetAddress parsed = address == null ? null : address(withoutZone(address));
        return parsed != null && contains(parsed);
    }

    /** Whether the address is in the range. */
    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(other, bit) != bit(network, bit)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What one subscriber usually has at its disposal (RFC 6177): an IPv4 address, or the /64 of an IPv6 address. Text that
     * is no address stands for itself.
     */
    public static String subscriber(String address) {
        InetAddress parsed = address(withoutZone(address));
        if (parsed == null) {
            return address;
        }
        byte[] network = parsed.getAddress();
        int prefix = Math.min(network.length * OCTET_BITS, SUBSCRIBER_PREFIX);
        Arrays.fill(network, prefix / OCTET_BITS, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server puts the interface behind link-local addresses: {@code fe80::1%eth0}. */
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static @Nullable InetAddress address(String text) {
        boolean literal = text.indexOf(':') >= 0
                ? IPV6.matcher(text).matches()
                : IPV4.matcher(text).matches();
        try {
            return literal ? InetAddress.getByName(text) : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpRange range && text.equals(range.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Network and prefix length in one spelling. */
    @Override
    public String toString() {
        return text;
    }
}
