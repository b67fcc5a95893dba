package io.aim.keycloak.services.capability;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.capability.ResourcePattern;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.capability.CapabilityRequest;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody asks for a capability of an agent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CapabilityRequest")
public record CapabilityRequestRepresentation(
        String id,
        String agentId,
        String capability,
        List<String> resources,
        @Nullable String reason,
        @Nullable Long ttlSeconds,

        @Schema(description = "pending, approved, rejected or withdrawn.")
        String state,

        Requester requestedBy,
        String requestedAt,
        @Nullable String decidedBy,
        @Nullable String decidedAt,
        @Nullable String note) {

    /** Who asks. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CapabilityRequester")
    public record Requester(
            @Schema(description = "agent, user or system.") String kind,
            @Nullable String id) {}

    static CapabilityRequestRepresentation of(CapabilityRequest request) {
        Duration ttl = request.ttl();
        return new CapabilityRequestRepresentation(
                request.id(),
                request.agentId(),
                request.capability(),
                request.resources().stream().map(ResourcePattern::toString).toList(),
                request.reason(),
                ttl == null ? null : ttl.toSeconds(),
                request.state().code(),
                new Requester(
                        request.requestedBy().kind(), request.requestedBy().id()),
                request.requestedAt().toString(),
                request.decidedBy(),
                IsoTime.text(request.decidedAt()),
                request.note());
    }
}
