package io.aim.keycloak.services.decision;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody says when agreeing. */
@Schema(name = "ApprovalNote")
public record ApprovalNoteRepresentation(
        @Schema(maxLength = 1000) @Nullable String note) {}
