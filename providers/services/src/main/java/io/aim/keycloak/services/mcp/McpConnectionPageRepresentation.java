package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.services.rest.SmallList;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A page of connections in the order of the servers' names.
 *
 * @param next cursor for {@code after}; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "McpConnectionPage")
public record McpConnectionPageRepresentation(
        List<McpConnectionRepresentation> items, @Nullable String next, long total, boolean totalIsEstimate) {

    static McpConnectionPageRepresentation of(
            KeycloakSession session, RealmModel realm, String agentId, PageParameters parameters) {
        McpServerProvider servers = session.getProvider(McpServerProvider.class);
        List<McpConnectionRepresentation> all = new McpConnections(session, realm)
                .of(agentId).stream()
                        .flatMap(connection -> servers.getById(realm, connection.serverId()).stream()
                                .map(server -> McpConnectionRepresentation.of(connection, server)))
                        .toList();
        SmallList<McpConnectionRepresentation> page =
                SmallList.page(all, McpConnectionRepresentation::serverName, parameters);
        return new McpConnectionPageRepresentation(page.items(), page.next(), page.total(), false);
    }
}
