package io.aim.keycloak.services.realm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The caller.
 *
 * @param kind {@code agent}, {@code user} or {@code client}
 * @param id id of the agent, user or client
 * @param name name of the agent, username, or client id
 * @param clientId the client that the token was issued to
 * @param capabilities granted capabilities of an agent
 * @param scopes scopes of the token
 * @param roles AIM roles of a user
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Me")
public record MeRepresentation(
        String kind,
        String id,
        String name,
        String clientId,
        @Nullable String status,
        @Nullable String type,
        @Nullable String ownerId,
        @Nullable String sponsorId,
        @Nullable BigDecimal trustScore,
        @Nullable List<String> capabilities,
        List<String> scopes,
        @Nullable List<String> roles) {}
