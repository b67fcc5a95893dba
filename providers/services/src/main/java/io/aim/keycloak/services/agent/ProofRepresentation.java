package io.aim.keycloak.services.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A proven key.
 *
 * @param provenAt when, ISO 8601 in UTC
 */
@Schema(name = "Proof")
public record ProofRepresentation(String agentId, String agentName, String thumbprint, String provenAt) {}
