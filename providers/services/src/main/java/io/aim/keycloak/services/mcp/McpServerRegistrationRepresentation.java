package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a registration may say; documents the body, which is read by {@link McpServerRegistration}. */
@Schema(name = "McpServerRegistration", description = "An MCP server to register.")
public record McpServerRegistrationRepresentation(
        @Schema(
                required = true,
                pattern = "^[a-z0-9][a-z0-9-]{0,62}$",
                description = "Unique in the realm; also the OAuth client id. Never changes.")
        String name,

        @Schema(
                required = true,
                maxLength = 2048,
                description = "https URL of the server; kept in canonical form, unique in the realm.")
        String url,

        @Schema(maxLength = 255) @Nullable String displayName,
        @Schema(maxLength = 2000) @Nullable String description,

        @Schema(
                implementation = Object.class,
                description =
                        "Ed25519 public key: a JWK object (RFC 8037), or a string with the base64 or base64url of the"
                                + " 32 raw bytes or of a SubjectPublicKeyInfo, also as PEM. Private keys are refused."
                                + " May be sent later.")
        @Nullable
        JsonNode publicKey,

        @Schema(description = "User id or username of the owner. Needed before the server can be verified.") @Nullable
        String owner,

        @Schema(maxLength = 2048, description = "https URL that challenges are sent to, if not the default.") @Nullable
        String verificationUrl,

        @Schema(maxLength = 64, description = "Version of the server's software.") @Nullable
        String version,

        @Schema(description = "Up to 32 short texts by name: region, environment and the like.") @Nullable
        Map<String, String> metadata,

        @Schema(description = "Up to 50 labels of a-z, 0-9, '.', '_', ':' and '-'.") @Nullable
        List<String> tags) {}
