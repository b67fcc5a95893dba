package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.bulk.JsonLines;
import io.aim.keycloak.services.key.PublicJwk;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.services.rest.UserReference;
import io.aim.keycloak.spi.mcp.McpServerKey;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerPage;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import io.aim.keycloak.spi.mcp.McpServerQuery;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * An MCP server as a line of an export: what a registration may say, with the owner by the name that it has in other
 * realms too.
 *
 * @param status for the reader; an import gives nobody power, so it takes no status over
 * @param publicKey the key as JWK; absent if there is none
 * @param owner username
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "McpServerLine")
record McpServerLine(
        String name,
        String url,
        @Nullable String displayName,
        @Nullable String description,
        String status,
        @Nullable Map<String, String> publicKey,
        @Nullable String owner,
        @Nullable String verificationUrl,
        @Nullable String version,
        SortedMap<String, String> metadata,
        List<String> tags) {

    static McpServerLine of(KeycloakSession session, RealmModel realm, McpServerModel server) {
        UserReference owner = new UserLookup(session, realm).reference(server.getOwnerId());
        McpServerKey key = server.getKey();
        return new McpServerLine(
                server.getName(),
                server.getUrl(),
                server.getDisplayName(),
                server.getDescription(),
                server.getStatus().code(),
                key == null ? null : PublicJwk.of(key.publicKey()),
                owner == null ? null : owner.username(),
                server.getVerificationUrl(),
                server.getVersion(),
                server.getMetadata(),
                List.copyOf(server.getTags()));
    }

    /** The servers that match, as lines. */
    static JsonLines<McpServerLine> lines(KeycloakSession session, RealmModel realm, McpServerQuery query) {
        return new JsonLines<>(
                session.getKeycloakSessionFactory(),
                realm.getId(),
                McpServerLine.class,
                (reading, itsRealm, after) -> page(reading, itsRealm, query.after(after)));
    }

    private static JsonLines.Page<McpServerLine> page(KeycloakSession session, RealmModel realm, McpServerQuery query) {
        McpServerPage page = session.getProvider(McpServerProvider.class).search(realm, query);
        List<McpServerLine> lines =
                page.items().stream().map(server -> of(session, realm, server)).toList();
        return new JsonLines.Page<>(
                lines, page.more() ? lines.get(lines.size() - 1).name() : null);
    }
}
