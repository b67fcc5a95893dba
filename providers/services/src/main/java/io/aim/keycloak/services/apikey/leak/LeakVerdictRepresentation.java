package io.aim.keycloak.services.apikey.leak;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a token that was reported, in the form of GitHub's partner programme.
 *
 * @param tokenHash SHA-256 of the token, base64
 * @param tokenType as reported
 * @param label {@code true_positive} for a key of this server, now revoked; otherwise {@code false_positive}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@Schema(name = "LeakVerdict")
public record LeakVerdictRepresentation(String tokenHash, String tokenType, String label) {}
