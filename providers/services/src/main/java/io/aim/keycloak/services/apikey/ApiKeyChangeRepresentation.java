package io.aim.keycloak.services.apikey;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a change of a key may say; what is absent stays. Documents the body, which is read by {@link ApiKeyService}. */
@Schema(name = "ApiKeyChange")
public record ApiKeyChangeRepresentation(
        @Schema(maxLength = 128) @Nullable String name,
        @Nullable List<String> scopes,
        @Nullable List<String> allowedCidrs,
        @Nullable String expiresAt,

        @Schema(
                enumeration = {"active", "disabled"},
                description = "aim-operator may only disable.")
        @Nullable
        String state) {}
