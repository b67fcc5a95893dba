package io.aim.keycloak.services.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A challenge to sign.
 *
 * @param challenge 32 random bytes, base64url
 * @param signingInput the text whose UTF-8 bytes the agent signs with Ed25519
 * @param expiresAt end of the challenge, ISO 8601 in UTC
 */
@Schema(name = "Challenge")
public record ChallengeRepresentation(String challenge, String signingInput, String expiresAt) {}
