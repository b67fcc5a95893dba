package io.aim.keycloak.jpa.mcp;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.jpa.NameOrderedSearch;
import io.aim.keycloak.jpa.RowLock;
import io.aim.keycloak.spi.mcp.McpConnection;
import io.aim.keycloak.spi.mcp.McpServerDue;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerPage;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import io.aim.keycloak.spi.mcp.McpServerQuery;
import io.aim.keycloak.spi.mcp.NewMcpServer;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** MCP servers in Keycloak's database. */
final class JpaMcpServerProvider implements McpServerProvider {

    private final KeycloakSession session;
    private final EntityManager em;

    JpaMcpServerProvider(KeycloakSession session, EntityManager em) {
        this.session = session;
        this.em = em;
    }

    @Override
    public McpServerModel create(RealmModel realm, NewMcpServer server) {
        AimMcpServerEntity entity = new AimMcpServerEntity(
                KeycloakModelUtils.generateId(),
                realm.getId(),
                server.clientUuid(),
                server.name(),
                server.url(),
                McpServerStatus.PENDING.code(),
                Time.currentTimeMillis());
        entity.setOwnerId(server.ownerId());
        if (server.key() != null) {
            entity.setKey(server.key().x(), server.key().thumbprint(), entity.getCreatedAt());
        }
        em.persist(entity);
        em.flush();
        JpaMcpServerAdapter stored = adapt(entity);
        stored.describe(server.profile());
        entity.setUpdatedAt(entity.getCreatedAt());
        return stored;
    }

    @Override
    public Optional<McpServerModel> getById(RealmModel realm, String id) {
        return find(realm, id).map(this::adapt);
    }

    @Override
    public Optional<McpServerModel> getByIdForUpdate(RealmModel realm, String id) {
        return find(realm, id).filter(found -> RowLock.take(em, found)).map(this::adapt);
    }

    /** No row has an id that is no look-up key. */
    private Optional<AimMcpServerEntity> find(RealmModel realm, String id) {
        return Optional.of(id)
                .filter(AgentRules::isLookupKey)
                .map(key -> em.find(AimMcpServerEntity.class, key))
                .filter(entity -> entity.getRealmId().equals(realm.getId()));
    }

    @Override
    public Optional<McpServerModel> getByName(RealmModel realm, String name) {
        return Optional.of(name)
                .filter(AgentRules::isLookupKey)
                .flatMap(key -> findBy("AimMcpServer.findByName", realm, key));
    }

    @Override
    public Optional<McpServerModel> getByUrl(RealmModel realm, String url) {
        return findBy("AimMcpServer.findByUrl", realm, url);
    }

    @Override
    public Optional<McpServerModel> getByClient(RealmModel realm, String clientUuid) {
        return findBy("AimMcpServer.findByClient", realm, clientUuid);
    }

    private Optional<McpServerModel> findBy(String query, RealmModel realm, String key) {
        return Optional.ofNullable(em.createNamedQuery(query, AimMcpServerEntity.class)
                        .setParameter("realmId", realm.getId())
                        .setParameter("key", key)
                        .getSingleResultOrNull())
                .map(this::adapt);
    }

    @Override
    public boolean keyExists(RealmModel realm, String thumbprint) {
        return em.createNamedQuery("AimMcpServer.countByThumbprint", Long.class)
                        .setParameter("realmId", realm.getId())
                        .setParameter("thumbprint", thumbprint)
                        .getSingleResult()
                > 0;
    }

    @Override
    public McpServerPage search(RealmModel realm, McpServerQuery query) {
        NameOrderedSearch.Found<AimMcpServerEntity> found = new NameOrderedSearch<>(
                        em, AimMcpServerEntity.class, realm.getId(), COUNT_LIMIT)
                .named(query.search())
                .equal("status", query.status() == null ? null : query.status().code())
                .equal("ownerId", query.ownerId())
                .equal("url", query.url())
                .tagged("AimMcpServerTagEntity", "serverId", query.tag())
                .find(query.after(), query.max());
        return new McpServerPage(
                found.rows().stream().<McpServerModel>map(this::adapt).toList(),
                found.more(),
                found.total(),
                found.totalIsEstimate());
    }

    @Override
    public List<McpServerDue> dueForCheck(Instant now, int max) {
        return em
                .createNamedQuery("AimMcpServer.dueForCheck", Object[].class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(row -> new McpServerDue((String) row[0], (String) row[1]))
                .toList();
    }

    @Override
    public List<McpConnection> connectionsOf(RealmModel realm, String agentId) {
        return em
                .createNamedQuery("AimAgentMcpConnection.findByAgent", AimAgentMcpConnectionEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("agentId", agentId)
                .getResultList()
                .stream()
                .map(AimAgentMcpConnectionEntity::toConnection)
                .toList();
    }

    @Override
    public Optional<McpConnection> getConnection(RealmModel realm, String agentId, String serverId) {
        return findConnection(realm, agentId, serverId).map(AimAgentMcpConnectionEntity::toConnection);
    }

    private Optional<AimAgentMcpConnectionEntity> findConnection(RealmModel realm, String agentId, String serverId) {
        return Optional.ofNullable(em.find(
                AimAgentMcpConnectionEntity.class,
                new AimAgentMcpConnectionEntity.Key(realm.getId(), agentId, serverId)));
    }

    @Override
    public void saveConnection(RealmModel realm, McpConnection connection) {
        findConnection(realm, connection.agentId(), connection.serverId())
                .ifPresentOrElse(
                        row -> row.set(connection),
                        () -> em.persist(new AimAgentMcpConnectionEntity(realm.getId(), connection)));
    }

    @Override
    public boolean removeConnection(RealmModel realm, String agentId, String serverId) {
        Optional<AimAgentMcpConnectionEntity> row = findConnection(realm, agentId, serverId);
        row.ifPresent(em::remove);
        return row.isPresent();
    }

    @Override
    public void remove(RealmModel realm, McpServerModel server) {
        if (server instanceof JpaMcpServerAdapter adapter) {
            cleanUp().remove(adapter.entity());
        }
    }

    /** What is left of servers when realms, clients and users go. */
    McpServerCleanUp cleanUp() {
        return new McpServerCleanUp(session, em);
    }

    private JpaMcpServerAdapter adapt(AimMcpServerEntity entity) {
        return new JpaMcpServerAdapter(em, entity);
    }

    @Override
    public void close() {
        // the entity manager belongs to the session
    }
}
