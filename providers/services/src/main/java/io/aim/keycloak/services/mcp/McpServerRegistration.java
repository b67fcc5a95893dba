package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.PublicKeyParser;
import io.aim.keycloak.core.mcp.McpServerRules;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.mcp.McpServerProfile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A registration that keeps the rules of {@link McpServerRules}; the owner is not looked up yet.
 *
 * @param owner user id or username, or null for nobody yet
 * @param publicKey the key, or null for none yet
 */
record McpServerRegistration(
        String name,
        String url,
        @Nullable String owner,
        @Nullable Ed25519PublicKey publicKey,
        McpServerProfile profile) {

    /** What a registration may name. */
    static final String[] FIELDS = Stream.concat(
                    Stream.of("name", "url", "owner", "publicKey"), Stream.of(McpServerFields.NAMES))
            .toArray(String[]::new);

    /** Without an owner that person is meant; null is nobody. */
    static McpServerRegistration parse(@Nullable String json, @Nullable String defaultOwner) {
        return of(JsonBody.parse(json, FIELDS), defaultOwner);
    }

    /** From a body of {@link #FIELDS}. */
    static McpServerRegistration of(JsonBody body, @Nullable String defaultOwner) {
        Object publicKey = body.value("publicKey");
        return new McpServerRegistration(
                McpServerRules.name(body.text("name")),
                McpServerFields.url(body.text("url")),
                body.has("owner") ? body.text("owner") : defaultOwner,
                publicKey == null ? null : PublicKeyParser.parse("publicKey", publicKey),
                McpServerFields.parse(body));
    }
}
