package io.aim.keycloak.jpa.mcp;

import io.aim.keycloak.core.mcp.ConnectionSource;
import io.aim.keycloak.spi.mcp.McpConnection;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_AGENT_MCP_CONNECTION}. Times are milliseconds since the epoch. */
@Entity
@Table(name = "AIM_AGENT_MCP_CONNECTION")
@IdClass(AimAgentMcpConnectionEntity.Key.class)
@NamedQuery(
        name = "AimAgentMcpConnection.findByAgent",
        query = "select c from AimAgentMcpConnectionEntity c where c.realmId = :realmId and c.agentId = :agentId")
@NamedQuery(
        name = "AimAgentMcpConnection.deleteByAgent",
        query = "delete from AimAgentMcpConnectionEntity c where c.realmId = :realmId and c.agentId = :agentId")
@NamedQuery(
        name = "AimAgentMcpConnection.deleteByServer",
        query = "delete from AimAgentMcpConnectionEntity c where c.realmId = :realmId and c.serverId = :serverId")
@NamedQuery(
        name = "AimAgentMcpConnection.deleteByRealm",
        query = "delete from AimAgentMcpConnectionEntity c where c.realmId = :realmId")
public class AimAgentMcpConnectionEntity {

    /** Primary key. */
    public record Key(String realmId, String agentId, String serverId) implements Serializable {}

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "AGENT_ID", length = 36)
    private String agentId;

    @Id
    @Column(name = "SERVER_ID", length = 36)
    private String serverId;

    @Column(name = "SOURCE", length = 16, nullable = false, updatable = false)
    private String source;

    @Column(name = "FIRST_SEEN_AT", nullable = false, updatable = false)
    private long firstSeenAt;

    @Column(name = "LAST_SEEN_AT", nullable = false)
    private long lastSeenAt;

    @Column(name = "DETECTION_METHOD", length = 32)
    private @Nullable String detectionMethod;

    @Column(name = "CONFIDENCE")
    private @Nullable Integer confidence;

    @Column(name = "GRANTED_AT")
    private @Nullable Long grantedAt;

    @Column(name = "GRANTED_BY")
    private @Nullable String grantedBy;

    /** For Hibernate. */
    protected AimAgentMcpConnectionEntity() {}

    AimAgentMcpConnectionEntity(String realmId, McpConnection connection) {
        this.realmId = realmId;
        this.agentId = connection.agentId();
        this.serverId = connection.serverId();
        this.source = connection.source().code();
        this.firstSeenAt = connection.firstSeenAt().toEpochMilli();
        set(connection);
    }

    /** Takes over what can change. */
    final void set(McpConnection connection) {
        McpConnection.Detection detection = connection.detection();
        McpConnection.Grant grant = connection.grant();
        this.lastSeenAt = connection.lastSeenAt().toEpochMilli();
        this.detectionMethod = detection == null ? null : detection.method();
        this.confidence = detection == null ? null : detection.confidence();
        this.grantedAt = grant == null ? null : grant.at().toEpochMilli();
        this.grantedBy = grant == null ? null : grant.by();
    }

    McpConnection toConnection() {
        return new McpConnection(
                agentId,
                serverId,
                ConnectionSource.fromCode(source).orElseThrow(),
                Instant.ofEpochMilli(firstSeenAt),
                Instant.ofEpochMilli(lastSeenAt),
                detectionMethod == null || confidence == null
                        ? null
                        : new McpConnection.Detection(detectionMethod, confidence),
                grantedAt == null ? null : new McpConnection.Grant(grantedBy, Instant.ofEpochMilli(grantedAt)));
    }
}
