package io.aim.keycloak.core.mcp;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What an MCP server signs to prove that it holds the private key of the registered one. What is signed begins with a text
 * of its own and names who asks whom about what, so the signature is no use anywhere else.
 *
 * @param issuer of the realm
 * @param serverId id of the MCP server
 * @param url address of the MCP server, in canonical form
 * @param challenge random text, used once
 * @param issuedAt when it was made
 */
public record McpChallenge(String issuer, String serverId, String url, String challenge, Instant issuedAt) {

    /** Random bytes in a challenge. */
    public static final int RANDOM_BYTES = 32;

    /** How long it can be answered. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    /** Where servers take challenges that do not name another place, below their address. */
    public static final String DEFAULT_PATH = "/.well-known/mcp/verify";

    private static final String DOMAIN = "aim-mcp-verify-v1";

    /** A challenge of those {@link #RANDOM_BYTES}. */
    public static McpChallenge of(String issuer, String serverId, String url, byte[] random, Instant now) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("a challenge has " + RANDOM_BYTES + " random bytes");
        }
        return new McpChallenge(
                issuer, serverId, url, Base64.getUrlEncoder().withoutPadding().encodeToString(random), now);
    }

    /** The bytes that the server signs. */
    public byte[] signedBytes() {
        return String.join("\n", DOMAIN, issuer, serverId, url, challenge).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Where the challenge is sent.
     *
     * @param url the server's address
     * @param verificationUrl the place that it names, or null
     */
    public static URI endpoint(String url, @Nullable String verificationUrl) {
        if (verificationUrl != null) {
            return URI.create(verificationUrl);
        }
        URI server = URI.create(url);
        String path = server.getRawPath() == null ? "" : server.getRawPath().replaceAll("/+$", "");
        return URI.create(server.getScheme() + "://" + server.getRawAuthority() + path + DEFAULT_PATH);
    }
}
