package io.aim.keycloak.core.audit.export;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an archive says of itself.
 *
 * @param json the manifest
 * @param checkpoint the signed note that lies beside it
 */
public record ExportManifest(JsonNode json, String checkpoint) {}
