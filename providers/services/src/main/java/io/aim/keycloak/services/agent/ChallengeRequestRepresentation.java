package io.aim.keycloak.services.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Asks for a challenge.
 *
 * @param thumbprint RFC 7638 thumbprint of the key to prove
 */
@Schema(name = "ChallengeRequest")
public record ChallengeRequestRepresentation(
        @Schema(required = true) String thumbprint) {}
