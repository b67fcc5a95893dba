package io.aim.keycloak.services.policy;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which policies are tried, and on what; documents the body, which is read by {@link DryRunRequest}. */
@Schema(name = "PolicyDryRunRequest")
public record PolicyDryRunRequestRepresentation(
        @Schema(
                description =
                        "Policies that are tried, at most 200; one with an id takes the place of the policy with that id.")
        @Nullable
        List<PolicyRepresentation> policies,

        @Schema(description = "Ids of policies of the realm that are tried as if they were enabled.") @Nullable
        List<String> ids,

        @Schema(
                description = "Whether those are the only policies; default false: in addition to the enabled policies"
                        + " of the realm.")
        @Nullable
        Boolean alone,

        @Schema(
                enumeration = {"strict", "monitoring"},
                description = "Mode that is tried; default that of the realm.")
        @Nullable
        String mode,

        @Schema(minimum = "1", maximum = "90", description = "How many days back; default 7.") @Nullable
        Integer days) {}
