package io.aim.keycloak.services.decision;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request of the OpenID AuthZEN Authorization API 1.0. */
@Schema(name = "AccessRequest")
public record AccessRequestRepresentation(
        @Nullable Subject subject,
        @Nullable Action action,
        @Nullable Resource resource,

        @Schema(description = "As of verify-action.") @Nullable
        Map<String, Object> context) {

    /** Who wants to act. */
    @Schema(name = "AccessSubject")
    public record Subject(
            @Schema(description = "agent") String type,
            @Schema(description = "Id of the agent") String id,
            @Nullable Map<String, Object> properties) {}

    /** What it wants to do. */
    @Schema(name = "AccessAction")
    public record Action(
            @Schema(description = "Name of a capability") String name,
            @Nullable Map<String, Object> properties) {}

    /** What that is about. */
    @Schema(name = "AccessResource")
    public record Resource(
            @Schema(
                    description =
                            "First part of the name of the resource, before a colon; uri if the id is the whole name")
            String type,

            String id,
            @Nullable Map<String, Object> properties) {}
}
