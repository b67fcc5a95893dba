package io.aim.keycloak.services.decision;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Requests of the OpenID AuthZEN Authorization API 1.0, with what they have in common. */
@Schema(name = "AccessBatch")
public record AccessBatchRepresentation(
        AccessRequestRepresentation.@Nullable Subject subject,
        AccessRequestRepresentation.@Nullable Action action,
        AccessRequestRepresentation.@Nullable Resource resource,
        @Nullable Map<String, Object> context,

        @Schema(maxItems = AccessEvaluations.MAX) List<AccessRequestRepresentation> evaluations,

        @Nullable Options options) {

    /** How far it is carried out. */
    @Schema(name = "AccessOptions")
    public record Options(
            @Schema(
                    name = "evaluations_semantic",
                    enumeration = {"execute_all", "deny_on_first_deny", "permit_on_first_permit"},
                    description = "Default execute_all.")
            @Nullable
            String evaluationsSemantic) {}
}
