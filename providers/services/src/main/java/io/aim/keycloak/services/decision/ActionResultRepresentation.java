package io.aim.keycloak.services.decision;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What came of an action, as the agent says. */
@Schema(name = "ActionResult")
public record ActionResultRepresentation(
        @Schema(
                required = true,
                enumeration = {"success", "failure", "partial", "cancelled"})
        String outcome,

        @Schema(description = "Whatever shows it, up to 8192 characters as JSON.") @Nullable
        Map<String, Object> evidence) {}
