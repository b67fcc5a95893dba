package io.aim.keycloak.services.capability;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of grants that were not used. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "UnusedCapabilitiesRevocation")
public record UnusedCapabilitiesRepresentation(
        boolean dryRun,

        @Schema(description = "How many were, or would be, revoked by this request.")
        long revoked,

        @Schema(description = "Whether more are left: repeat the request.")
        boolean more,

        List<Item> items) {

    /** What became of one grant. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "UnusedCapability")
    public record Item(
            String grantId,
            String agentId,
            @Nullable String agentName,
            String capability,
            @Nullable String lastUsedAt,

            @Schema(description = "revoked, would_revoke or gone.")
            String result) {}
}
