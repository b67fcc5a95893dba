package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A public key to register. */
@Schema(name = "PublicKeyChange", description = "A public key to register in place of the one that is there.")
public record PublicKeyChangeRepresentation(
        @Schema(
                required = true,
                implementation = Object.class,
                description =
                        "Ed25519 public key: a JWK object (RFC 8037), or a string with the base64 or base64url of the"
                                + " 32 raw bytes or of a SubjectPublicKeyInfo, also as PEM. Private keys are refused.")
        JsonNode publicKey) {}
