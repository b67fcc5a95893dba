package io.aim.keycloak.core.mcp;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of an MCP server's address, which is the resource identifier of its tokens (RFC 8707 §2, MCP
 * authorization). Addresses that mean the same by RFC 3986 §6 have the same form: scheme and host in lower case, the
 * name in punycode, no default port, percent-encoding only where it is needed, no slash in place of a path.
 *
 * @param scheme {@code https}, or {@code http} on this machine in development
 * @param host name, IPv4 address, or IPv6 address in brackets
 * @param port -1 for the default port of the scheme
 * @param rest path and query, empty if there are none
 */
public record ResourceUri(String scheme, String host, int port, String rest) {

    /** Longest address, in characters. */
    public static final int MAX = 2048;

    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<authority>[^/?#]*)(?<rest>[^#]*)(?<fragment>#.*)?");

    private static final Pattern AUTHORITY = Pattern.compile("(?<host>\\[[^\\]]*]|[^:\\[\\]]+)(?::(?<port>\\d{0,5}))?");

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int PORT_MAX = 65_535;

    /**
     * The canonical form of {@code text}.
     *
     * @param field name of the field for errors
     * @param development whether plain HTTP to this machine is accepted
     * @throws InvalidInputException with code {@code required}, {@code too_long}, {@code invalid_url} or {@code insecure_url}
     */
    public static ResourceUri parse(String field, @Nullable String text, boolean development) {
        String sent = AgentRules.text(field, AgentRules.required(field, text), MAX);
        Matcher parts = PARTS.matcher(String.valueOf(sent));
        if (!parts.matches()) {
            throw invalid(field, "must be an absolute URL");
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw invalid(field, "must be an https URL");
        }
        if (parts.group("fragment") != null) {
            throw invalid(field, "must have no fragment");
        }
        String authority = parts.group("authority");
        if (authority.indexOf('@') >= 0) {
            throw invalid(field, "must have no user information");
        }
        Matcher address = AUTHORITY.matcher(authority);
        if (!address.matches()) {
            throw invalid(field, "must name a host, and a port in digits if any");
        }
        ResourceUri uri = new ResourceUri(
                scheme,
                HostName.canonical(field, address.group("host")),
                port(field, scheme, address.group("port")),
                rest(field, parts.group("rest")));
        if ("http".equals(scheme) && !(development && uri.isLoopback())) {
            throw new InvalidInputException(
                    field,
                    "insecure_url",
                    field + " must be an https URL; plain http is for this machine in development mode only");
        }
        if (uri.value().length() > MAX) {
            throw new InvalidInputException(
                    field, "too_long", field + " may have at most " + MAX + " characters in its canonical form");
        }
        return uri;
    }

    private static int port(String field, String scheme, @Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return -1;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > PORT_MAX) {
            throw invalid(field, "must have a port from 1 to " + PORT_MAX + " if any");
        }
        return port == ("https".equals(scheme) ? HTTPS_PORT : HTTP_PORT) ? -1 : port;
    }

    private static String rest(String field, String text) {
        String encoded;
        try {
            encoded = PercentEncoding.normalize(new URI("https://h" + text).toASCIIString());
        } catch (URISyntaxException e) {
            throw invalid(field, "must have a path and query of characters that URLs may have");
        }
        String rest = encoded.substring("https://h".length());
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        for (String segment : path.split("/", -1)) {
            if (".".equals(segment) || "..".equals(segment)) {
                throw invalid(field, "must not have the path segments '.' and '..'");
            }
        }
        return "/".equals(path) ? rest.substring(1) : rest;
    }

    private static InvalidInputException invalid(String field, String rule) {
        return new InvalidInputException(field, "invalid_url", field + " " + rule);
    }

    /** Whether the host is this machine, whatever name servers say. */
    public boolean isLoopback() {
        return HostName.isLoopback(host);
    }

    /** The address as text. */
    public String value() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port) + rest;
    }

    @Override
    public String toString() {
        return value();
    }
}
