package io.aim.keycloak.core.mcp;

import io.aim.keycloak.core.InvalidInputException;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hosts of addresses in one form each: names in punycode, IPv4 in decimal, IPv6 as RFC 5952 wants it. */
final class HostName {

    private static final int MAX = 253;

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]+]");

    private static final int OCTET_MAX = 255;
    private static final int GROUPS = 8;

    private HostName() {}

    static String canonical(String field, String host) {
        String canonical = host.startsWith("[") ? ipv6(field, host) : name(field, host);
        if (canonical.isEmpty()) {
            throw invalid(field);
        }
        return canonical;
    }

    private static String name(String field, String host) {
        String ascii;
        try {
            ascii = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw invalid(field); // the JDK fails with either
        }
        String[] labels = ascii.split("\\.", -1);
        String last = labels[labels.length - 1];
        if (!last.isEmpty() && Character.isDigit(last.charAt(0))) {
            return ipv4(field, ascii);
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw invalid(field);
            }
        }
        if (ascii.length() > MAX) {
            throw invalid(field);
        }
        return ascii;
    }

    /** Other spellings of IPv4 addresses, as octal or in fewer parts, are read differently by different programs. */
    private static String ipv4(String field, String text) {
        if (!IPV4.matcher(text).matches()) {
            throw invalid(field);
        }
        for (String octet : text.split("\\.", -1)) {
            if (Integer.parseInt(octet) > OCTET_MAX) {
                throw invalid(field);
            }
        }
        return text;
    }

    private static String ipv6(String field, String text) {
        if (!IPV6.matcher(text).matches()) {
            throw invalid(field);
        }
        try {
            if (InetAddress.getByName(text) instanceof Inet6Address address) { // in brackets: nothing is looked up
                return "[" + compressed(address.getAddress()) + "]";
            }
        } catch (UnknownHostException e) {
            // the same answer as for an IPv4 address in the clothes of IPv6
        }
        throw invalid(field);
    }

    /** RFC 5952 §4: no leading zeros, the longest run of two or more zero groups as "::", the first of equals. */
    private static String compressed(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (i > 0 && i != start + length) {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    static boolean isLoopback(String canonical) {
        return "localhost".equals(canonical)
                || "[::1]".equals(canonical)
                || (canonical.startsWith("127.") && IPV4.matcher(canonical).matches());
    }

    private static InvalidInputException invalid(String field) {
        return new InvalidInputException(
                field, "invalid_url", field + " must have a host that is a DNS name or an IP address");
    }
}
