package io.aim.keycloak.services.apikey;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the creation of a key may say; documents the body, which is read by {@link ApiKeyService}. */
@Schema(name = "ApiKeyCreation")
public record ApiKeyCreationRepresentation(
        @Schema(required = true, maxLength = 128, description = "Unique among the realm's keys that are not revoked.")
        String name,

        @Schema(
                required = true,
                description = "agents:read, agents:write, agents:suspend, keys:write, audit:read, decisions:write,"
                        + " mcp-servers:read, mcp-servers:write; at most what"
                        + " the creator may do.")
        List<String> scopes,

        @Schema(description = "Networks in CIDR notation that the key may be used from; none means everywhere.")
        @Nullable
        List<String> allowedCidrs,

        @Schema(description = "End of the key, ISO 8601 in UTC; in 90 days by default, in 366 days at the latest.")
        @Nullable
        String expiresAt) {}
