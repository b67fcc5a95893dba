package io.aim.keycloak.services.capability;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a request is rejected. */
@Schema(name = "CapabilityRejection")
public record RejectionRepresentation(
        @Schema(required = true, maxLength = 1000) String reason) {}
