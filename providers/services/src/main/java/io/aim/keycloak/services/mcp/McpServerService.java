package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.key.RegisteredKeys;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.mcp.McpServerKey;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import io.aim.keycloak.spi.mcp.NewMcpServer;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Registers, changes and removes MCP servers, each together with its client, in the session's transaction. */
public final class McpServerService {

    /** Resource type of the admin events. */
    static final String RESOURCE_TYPE = "AIM_MCP_SERVER";

    /** What a change may name. */
    static final String[] CHANGEABLE = Stream.concat(
                    Stream.of("name", "url", "owner"), Stream.of(McpServerFields.NAMES))
            .toArray(String[]::new);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final McpServerProvider servers;
    private final UserLookup users;
    private final AuditTrail trail;

    public McpServerService(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.servers = session.getProvider(McpServerProvider.class);
        this.users = new UserLookup(session, realm);
        this.trail = new AuditTrail(session, realm);
    }

    /** Registers a server in status pending. */
    McpServerModel register(McpServerRegistration registration) {
        String owner = registration.owner() == null
                ? null
                : users.requirePerson("owner", registration.owner()).getId();
        requireFree(registration);
        String clientUuid = KeycloakModelUtils.generateId();
        McpServerModel server = servers.create(
                realm,
                new NewMcpServer(
                        clientUuid,
                        registration.name(),
                        registration.url(),
                        owner,
                        registration.publicKey(),
                        registration.profile()));
        McpServerClient.create(realm, clientUuid, registration.name());
        trail.write(trail.begin(AuditAction.MCP_SERVER_REGISTERED, server)
                .keyThumbprint(thumbprint(server))
                .detail("url", server.getUrl())
                .detail("owner", owner));
        return server;
    }

    private static @Nullable String thumbprint(McpServerModel server) {
        McpServerKey key = server.getKey();
        return key == null ? null : key.thumbprint();
    }

    private void requireFree(McpServerRegistration registration) {
        if (registration.publicKey() != null) {
            RegisteredKeys.requireNew(session, realm, "publicKey", registration.publicKey());
        }
        if (servers.getByName(realm, registration.name()).isPresent()) {
            throw AimException.conflict("name_taken", "An MCP server with this name exists in the realm", "name");
        }
        requireFreeUrl(registration.url());
        if (realm.getClientByClientId(registration.name()) != null) {
            throw AimException.conflict(
                    "client_id_taken",
                    "A client with this client id exists in the realm; the name becomes one",
                    "name");
        }
    }

    private void requireFreeUrl(String url) {
        if (servers.getByUrl(realm, url).isPresent()) {
            throw AimException.conflict("url_taken", "An MCP server with this address exists in the realm", "url");
        }
    }

    /** Changes what the body names; the rest stays. */
    McpServerModel update(String serverId, @Nullable String json) {
        return update(serverId, JsonBody.parse(json, CHANGEABLE));
    }

    /** As above, with a body of {@link #CHANGEABLE}. */
    McpServerModel update(String serverId, JsonBody body) {
        McpServerModel server = lock(serverId);
        if (body.has("name") && !server.getName().equals(body.text("name"))) {
            throw new InvalidInputException("name", "immutable", "name is the OAuth client id and cannot change");
        }
        McpServerStatus before = server.getStatus();
        McpServerFields.change(server, body);
        if (body.has("owner")) {
            server.setOwnerId(users.requirePerson("owner", body.text("owner")).getId());
        }
        if (body.has("url")) {
            changeUrl(server, McpServerFields.url(body.text("url")));
        }
        trail.write(trail.begin(AuditAction.MCP_SERVER_UPDATED, server)
                .detail("fields", String.join(" ", body.fields()))
                .detail("url", server.getUrl())
                .detail("owner", server.getOwnerId()));
        new McpServerStatusService(session, realm).follow(server, before);
        return server;
    }

    private void changeUrl(McpServerModel server, String url) {
        if (!url.equals(server.getUrl())) {
            requireFreeUrl(url);
            server.setUrl(url);
        }
    }

    /** Gives the server those tags and no others. */
    McpServerModel tag(McpServerModel server, SortedSet<String> tags) {
        server.setTags(tags);
        trail.write(trail.begin(AuditAction.MCP_SERVER_UPDATED, server)
                .detail("fields", "tags")
                .detail("tags", String.join(" ", tags)));
        return server;
    }

    /** Gives the server that key in place of the one that it has, which is never accepted again. */
    McpServerModel changeKey(String serverId, Ed25519PublicKey key) {
        McpServerModel server = lock(serverId);
        McpServerStatus before = server.getStatus();
        if (before == McpServerStatus.REVOKED) {
            throw AimException.conflict("mcp_server_revoked", "A revoked MCP server gets no key", null);
        }
        McpServerKey replaced = server.getKey();
        if (replaced != null && replaced.publicKey().equals(key)) {
            return server;
        }
        RegisteredKeys.requireNew(session, realm, "publicKey", key);
        if (replaced != null) {
            session.getProvider(AgentProvider.class).banKey(realm, replaced.thumbprint(), server.getId());
        }
        server.setKey(key);
        trail.write(trail.begin(AuditAction.MCP_SERVER_KEY_CHANGED, server)
                .keyThumbprint(key.thumbprint())
                .detail("replaced", replaced == null ? null : replaced.thumbprint()));
        new McpServerStatusService(session, realm).follow(server, before);
        return server;
    }

    /**
     * The server with that id.
     *
     * @throws AimException 404 if there is none in the realm
     */
    public McpServerModel find(String serverId) {
        return servers.getById(realm, serverId).orElseThrow(McpServerService::unknown);
    }

    /** The row as it is now; concurrent changes wait for one another. */
    public McpServerModel lock(String serverId) {
        return servers.getByIdForUpdate(realm, serverId).orElseThrow(McpServerService::unknown);
    }

    static AimException unknown() {
        return AimException.notFound("No such MCP server");
    }

    /** Removes the server and its client. */
    void remove(McpServerModel server) {
        ClientModel client = realm.getClientById(server.getClientUuid());
        trail.write(trail.begin(AuditAction.MCP_SERVER_REMOVED, server)
                .keyThumbprint(thumbprint(server))
                .detail("url", server.getUrl())
                .detail("status", server.getStatus().code()));
        servers.remove(realm, server);
        if (client != null) {
            McpServerClient.remove(session, realm, client);
        }
    }
}
