package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.services.key.AgentKeyRepresentation;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * An agent as a line of an export: what a registration may say, with people and organizations by the names that they have in
 * other realms too.
 *
 * @param status for the reader; an import gives nobody power, so it takes no status over
 * @param publicKey the newest active key as JWK; absent if there is none
 * @param owner username
 * @param sponsor username
 * @param organization alias
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "AgentLine")
record AgentLine(
        String name,
        @Nullable String displayName,
        @Nullable String description,
        String type,
        String status,
        @Nullable Map<String, String> publicKey,
        @Nullable String owner,
        @Nullable String sponsor,
        @Nullable String version,
        @Nullable String repositoryUrl,
        @Nullable String documentationUrl,
        SortedMap<String, String> metadata,
        @Nullable String expiresAt,
        @Nullable String organization,
        List<String> tags,
        List<String> declaredCapabilities,
        boolean allowLegacyAudience) {

    static AgentLine of(KeycloakSession session, RealmModel realm, AgentModel agent) {
        return new AgentLine(
                agent.getName(),
                agent.getDisplayName(),
                agent.getDescription(),
                agent.getType().code(),
                agent.getStatus().code(),
                agent.getKeys().stream()
                        .filter(key -> key.state() == KeyState.ACTIVE)
                        .max(Comparator.comparing(AgentKey::createdAt))
                        .map(key -> AgentKeyRepresentation.of(key).publicKey())
                        .orElse(null),
                username(session, realm, agent.getOwnerId()),
                username(session, realm, agent.getSponsorId()),
                agent.getVersion(),
                agent.getRepositoryUrl(),
                agent.getDocumentationUrl(),
                agent.getMetadata(),
                IsoTime.text(agent.getExpiresAt()),
                alias(session, agent.getOrganizationId()),
                List.copyOf(agent.getTags()),
                List.copyOf(agent.getDeclaredCapabilities()),
                agent.isLegacyAudienceAllowed());
    }

    private static @Nullable String username(KeycloakSession session, RealmModel realm, @Nullable String userId) {
        UserModel user = userId == null ? null : session.users().getUserById(realm, userId);
        return user == null ? null : user.getUsername();
    }

    private static @Nullable String alias(KeycloakSession session, @Nullable String organizationId) {
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        OrganizationModel organization =
                organizationId == null || organizations == null ? null : organizations.getById(organizationId);
        return organization == null ? null : organization.getAlias();
    }
}
