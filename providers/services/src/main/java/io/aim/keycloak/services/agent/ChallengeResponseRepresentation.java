package io.aim.keycloak.services.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Answers a challenge.
 *
 * @param thumbprint thumbprint of the key
 * @param challenge the challenge as received
 * @param signature Ed25519 signature over the UTF-8 bytes of {@code signingInput}, base64url
 */
@Schema(name = "ChallengeResponse")
public record ChallengeResponseRepresentation(
        @Schema(required = true) String thumbprint,
        @Schema(required = true) String challenge,
        @Schema(required = true) String signature) {}
