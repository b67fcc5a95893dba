package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.services.rest.JsonBody;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who shall become owner or sponsor. */
@Schema(name = "TransferRequest")
record TransferRequest(
        @Schema(
                required = true,
                enumeration = {"owner", "sponsor"})
        AgentPerson role,

        @Schema(required = true, description = "User id or username.") @Nullable
        String to,

        @Schema(maxLength = 1000) @Nullable String reason,

        @Schema(description = "Do not ask; administrators only.", defaultValue = "false")
        boolean force) {

    static TransferRequest parse(@Nullable String json) {
        JsonBody body = JsonBody.parse(json, "role", "to", "reason", "force");
        return new TransferRequest(
                AgentPerson.fromCode("role", body.text("role")),
                body.text("to"),
                body.text("reason"),
                body.flag("force"));
    }
}
