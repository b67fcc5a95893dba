package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.PublicKeyParser;
import io.aim.keycloak.core.mcp.McpServerRules;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.services.bulk.ImportOutcome;
import io.aim.keycloak.services.bulk.ImportOutcome.Result;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.mcp.McpServerKey;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/**
 * Brings a realm's MCP servers in line with lines of an export, by their names. A server that is not there is registered,
 * pending as any other; of one that is there, the fields that the line has are changed. An import takes no status over and
 * replaces no key: it is no way around verification or revocation.
 */
final class McpServerImport {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final McpServerService service;

    McpServerImport(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.service = new McpServerService(session, realm);
    }

    /**
     * Takes a line over, in the session's transaction, which is to be rolled back where the server is unchanged.
     *
     * @throws io.aim.keycloak.core.InvalidInputException if a field breaks a rule
     * @throws AimException if the line contradicts what is there
     */
    ImportOutcome take(String text) {
        ObjectNode line = JsonBody.object(text);
        String name = McpServerRules.name(line.path("name").asText(""));
        JsonNode status = line.remove("status");
        if (status != null && McpServerRules.status(status.asText("")) == McpServerStatus.REVOKED) {
            return new ImportOutcome(Result.SKIPPED, name, null);
        }
        Optional<McpServerModel> present =
                session.getProvider(McpServerProvider.class).getByName(realm, name);
        if (present.isEmpty()) {
            McpServerModel made =
                    service.register(McpServerRegistration.of(JsonBody.of(line, McpServerRegistration.FIELDS), null));
            return new ImportOutcome(Result.CREATED, name, made.getId());
        }
        return update(service.lock(present.get().getId()), line);
    }

    private ImportOutcome update(McpServerModel server, ObjectNode line) {
        if (server.getStatus() == McpServerStatus.REVOKED) {
            throw AimException.conflict(
                    "mcp_server_revoked", "The MCP server of this name is revoked for good", "name");
        }
        McpServerLine before = McpServerLine.of(session, realm, server);
        takeKey(server, line.remove("publicKey"));
        McpServerModel after = service.update(server.getId(), JsonBody.of(line, McpServerService.CHANGEABLE));
        return new ImportOutcome(
                before.equals(McpServerLine.of(session, realm, after)) ? Result.UNCHANGED : Result.UPDATED,
                server.getName(),
                server.getId());
    }

    /** A server without a key gets its first. */
    private void takeKey(McpServerModel server, @Nullable JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return;
        }
        Ed25519PublicKey key =
                PublicKeyParser.parse("publicKey", JsonSerialization.mapper.convertValue(sent, Object.class));
        McpServerKey present = server.getKey();
        if (present != null && !present.publicKey().equals(key)) {
            throw AimException.conflict(
                    "key_differs", "The MCP server has another key: change it, an import does not", "publicKey");
        }
        service.changeKey(server.getId(), key);
    }
}
