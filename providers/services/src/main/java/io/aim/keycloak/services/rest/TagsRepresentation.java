package io.aim.keycloak.services.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Tags.
 *
 * @param tags up to 50 labels of a-z, 0-9, '.', '_', ':' and '-'
 */
@Schema(name = "Tags")
public record TagsRepresentation(List<String> tags) {}
