package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a registration may say; documents the body, which is read by {@link AgentRegistration}. */
@Schema(name = "AgentRegistration", description = "An agent to register.")
public record AgentRegistrationRepresentation(
        @Schema(
                required = true,
                pattern = "^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$",
                description = "Unique in the realm; also the OAuth client id. Never changes.")
        String name,

        @Schema(maxLength = 255) @Nullable String displayName,
        @Schema(maxLength = 2000) @Nullable String description,

        @Schema(
                enumeration = {"ai_agent", "mcp_client", "service", "workflow", "other"},
                defaultValue = "ai_agent")
        @Nullable
        String type,

        @Schema(
                required = true,
                implementation = Object.class,
                description =
                        "Ed25519 public key: a JWK object (RFC 8037), or a string with the base64 or base64url of the"
                                + " 32 raw bytes or of a SubjectPublicKeyInfo, also as PEM. Private keys are refused.")
        JsonNode publicKey,

        @Schema(required = true, description = "User id or username of the technical owner.")
        String owner,

        @Schema(required = true, description = "User id or username of the accountable sponsor.")
        String sponsor,

        @Schema(maxLength = 64, description = "Version of the agent's software.") @Nullable
        String version,

        @Schema(maxLength = 1000, description = "http or https URL of the source.") @Nullable
        String repositoryUrl,

        @Schema(maxLength = 1000, description = "http or https URL of the documentation.") @Nullable
        String documentationUrl,

        @Schema(description = "Up to 32 short texts by name: model, framework and the like.") @Nullable
        Map<String, String> metadata,

        @Schema(description = "ISO 8601 time in UTC after which the agent gets no tokens.") @Nullable
        String expiresAt,

        @Schema(description = "Id or alias of the Keycloak organization that the agent belongs to.") @Nullable
        String organization,

        @Schema(description = "Up to 50 labels of a-z, 0-9, '.', '_', ':' and '-'.") @Nullable
        List<String> tags,

        @Schema(description = "Capabilities namespace:action that the agent intends to use; declaring grants nothing.")
        @Nullable
        List<String> declaredCapabilities,

        @Schema(description = "Ids or names of MCP servers that the agent intends to use; declaring grants nothing.")
        @Nullable
        List<String> mcpServers,

        @Schema(
                defaultValue = "false",
                description = "Accept assertions addressed to the token endpoint's URL; reported as a finding.")
        @Nullable
        Boolean allowLegacyAudience) {}
