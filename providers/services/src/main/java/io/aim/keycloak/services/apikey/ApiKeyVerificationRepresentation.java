package io.aim.keycloak.services.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a key would be accepted now.
 *
 * @param reason why it would not
 * @param effectiveScopes scopes that its creator still has the power for
 * @param apiKey the key, if the secret is one of its
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApiKeyVerification")
public record ApiKeyVerificationRepresentation(
        boolean valid,
        @Nullable String reason,
        @Nullable List<String> effectiveScopes,
        @Nullable ApiKeyRepresentation apiKey) {}
