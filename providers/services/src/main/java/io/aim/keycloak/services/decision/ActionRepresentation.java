package io.aim.keycloak.services.decision;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an agent is about to do. */
@Schema(name = "Action")
public record ActionRepresentation(
        @Schema(required = true, description = "Name of a capability, written namespace:action, such as db:read.")
        String action,

        @Schema(
                maxLength = 4096,
                description = "What it is about, as patterns of grants name it, such as s3://reports/2027/january.csv.")
        @Nullable
        String resource,

        @Schema(
                description = "bytes: how many bytes it moves; address: where the agent is, for resource servers only;"
                        + " anything else is kept with the decision, up to 8192 characters as JSON.")
        @Nullable
        Map<String, Object> context) {}
