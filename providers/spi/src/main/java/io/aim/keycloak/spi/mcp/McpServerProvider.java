package io.aim.keycloak.spi.mcp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Store of MCP servers. Every method works in the session's transaction and sees one realm only, unless it says otherwise:
 * an id of another realm is not found.
 */
public interface McpServerProvider extends Provider {

    /** Most servers that a search counts: a list costs the same in a large realm. */
    int COUNT_LIMIT = 1_000;

    /**
     * Stores a new server in status {@code pending}. The row is written at once, so that of two concurrent registrations
     * of one name or address the second fails here.
     *
     * @throws org.keycloak.models.ModelDuplicateException if name, address or key are taken in the realm
     */
    McpServerModel create(RealmModel realm, NewMcpServer server);

    /** The server with that id; whatever text a caller sends may be looked up. */
    Optional<McpServerModel> getById(RealmModel realm, String id);

    /** The server with that id, locked until the transaction ends, as the database holds it now. */
    Optional<McpServerModel> getByIdForUpdate(RealmModel realm, String id);

    /** The server with that name; whatever text a caller sends may be looked up. */
    Optional<McpServerModel> getByName(RealmModel realm, String name);

    /** The server with that address, in canonical form. */
    Optional<McpServerModel> getByUrl(RealmModel realm, String url);

    /** The server that owns that client. */
    Optional<McpServerModel> getByClient(RealmModel realm, String clientUuid);

    /** Whether a server of the realm has the key with that thumbprint. */
    boolean keyExists(RealmModel realm, String thumbprint);

    /** A page of servers in the order of their names. */
    McpServerPage search(RealmModel realm, McpServerQuery query);

    /** Verified servers of all realms that are to be checked by that time, the longest due first. */
    List<McpServerDue> dueForCheck(Instant now, int max);

    /** What is known of the servers that an agent uses or may use. */
    List<McpConnection> connectionsOf(RealmModel realm, String agentId);

    /** What is known of an agent and a server. */
    Optional<McpConnection> getConnection(RealmModel realm, String agentId, String serverId);

    /** Stores a connection, new or changed; callers hold the lock of the agent. */
    void saveConnection(RealmModel realm, McpConnection connection);

    /** Forgets a connection; false if there is none. */
    boolean removeConnection(RealmModel realm, String agentId, String serverId);

    /** Removes the server's rows. The backing client is the caller's business. */
    void remove(RealmModel realm, McpServerModel server);
}
