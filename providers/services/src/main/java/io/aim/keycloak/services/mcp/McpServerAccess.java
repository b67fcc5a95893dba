package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.services.apikey.ApiKeyCaller;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What an API key may do with the MCP servers of its realm. */
record McpServerAccess(KeycloakSession session, RealmModel realm) {

    /** A key that may do that with all servers. */
    ApiKeyCaller toAll(ApiKeyScope scope, String operation) {
        ApiKeyCaller caller = ApiKeyCaller.require(session, operation);
        caller.permissions(scope).require(scope.needs(), null);
        return caller;
    }

    /** The server with that id; a key that may not see it is refused before it learns what exists. */
    McpServerModel to(String serverId, ApiKeyScope scope, String operation) {
        AimPermissions permissions = ApiKeyCaller.require(session, operation).permissions(scope);
        Optional<McpServerModel> server =
                session.getProvider(McpServerProvider.class).getById(realm, serverId);
        permissions.require(
                scope.needs(),
                server.map(found -> realm.getClientById(found.getClientUuid())).orElse(null));
        return server.orElseThrow(McpServerService::unknown);
    }
}
