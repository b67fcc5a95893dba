package io.aim.keycloak.services.realm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The caller.
 *
 * @param kind {@code agent}, {@code user}, {@code client} or {@code api_key}
 * @param id id of the agent, user, client or API key
 * @param name name of the agent or API key, username, or client id
 * @param clientId the client that the token was issued to; an API key has none
 * @param capabilities granted capabilities of an agent
 * @param scopes scopes of the token or API key
 * @param effectiveScopes scopes of an API key that its creator still has the power for
 * @param expiresAt end of an API key
 * @param roles AIM roles of a user
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Me")
public record MeRepresentation(
        String kind,
        String id,
        String name,
        @Nullable String clientId,
        @Nullable String status,
        @Nullable String type,
        @Nullable String ownerId,
        @Nullable String sponsorId,
        @Nullable BigDecimal trustScore,
        @Nullable List<String> capabilities,
        List<String> scopes,
        @Nullable List<String> effectiveScopes,
        @Nullable String expiresAt,
        @Nullable List<String> roles) {}
