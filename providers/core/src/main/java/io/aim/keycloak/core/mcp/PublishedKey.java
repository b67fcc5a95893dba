package io.aim.keycloak.core.mcp;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key as the owner of a host publishes it, in DNS or in a file: {@code v=MCPv1; k=ed25519; p=…} with the base64 of
 * its 32 bytes, as in the MCP registry.
 */
public final class PublishedKey {

    /** Where the file is, on the server's host. */
    public static final String PATH = "/.well-known/mcp-registry-auth";

    private static final int TEXT_MAX = 1_000;

    private static final Pattern FORM =
            Pattern.compile("v=MCPv1\\s*;\\s*k=ed25519\\s*;\\s*p=([A-Za-z0-9+/]{43}=?)\\s*;?");

    private PublishedKey() {}

    /** The key in that text; empty if there is none. */
    public static Optional<Ed25519PublicKey> parse(String text) {
        Matcher form = FORM.matcher(text.length() > TEXT_MAX ? "" : text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Ed25519PublicKey.of(Base64.getDecoder().decode(form.group(1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Checks that the registered key is one of those that are published.
     *
     * @throws VerificationException {@link VerificationFailure#RECORD_MISSING} or {@link VerificationFailure#KEY_MISMATCH}
     */
    public static void require(Collection<String> texts, Ed25519PublicKey key) throws VerificationException {
        List<Ed25519PublicKey> published = texts.stream()
                .map(PublishedKey::parse)
                .flatMap(Optional::stream)
                .toList();
        if (published.isEmpty()) {
            throw new VerificationException(
                    VerificationFailure.RECORD_MISSING, "There is no v=MCPv1; k=ed25519; p=… with an Ed25519 key");
        }
        if (!published.contains(key)) {
            throw new VerificationException(
                    VerificationFailure.KEY_MISMATCH, "Another key than the registered one is published");
        }
    }
}
