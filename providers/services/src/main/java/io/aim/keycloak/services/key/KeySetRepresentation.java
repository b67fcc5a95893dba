package io.aim.keycloak.services.key;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A JWK set (RFC 7517 §5).
 *
 * @param keys Ed25519 public keys (RFC 8037), newest first
 */
@Schema(name = "KeySet")
public record KeySetRepresentation(List<Map<String, String>> keys) {}
