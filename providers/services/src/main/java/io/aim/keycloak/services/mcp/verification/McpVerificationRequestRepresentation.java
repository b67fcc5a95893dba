package io.aim.keycloak.services.mcp.verification;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How to verify an MCP server. */
@Schema(name = "McpVerificationRequest")
record McpVerificationRequestRepresentation(
        @Schema(
                enumeration = {"challenge", "dns", "well_known"},
                description = "Default: how it was verified last, or else challenge.")
        @Nullable
        String method) {}
