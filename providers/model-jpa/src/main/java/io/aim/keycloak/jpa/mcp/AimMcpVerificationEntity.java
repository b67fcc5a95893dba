package io.aim.keycloak.jpa.mcp;

import io.aim.keycloak.core.mcp.VerificationMethod;
import io.aim.keycloak.core.mcp.VerificationState;
import io.aim.keycloak.spi.mcp.McpVerification;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_MCP_VERIFICATION}; every change is one statement that names its columns and its condition. */
@Entity
@Table(name = "AIM_MCP_VERIFICATION")
@NamedQuery(
        name = "AimMcpVerification.add",
        query =
                "insert into AimMcpVerificationEntity (id, realmId, serverId, method, issuer, state, runningServer, requestedBy, requestedAt, claimedUntil) values (:id, :realmId, :serverId, :method, :issuer, 'running', :serverId, :requestedBy, :now, 0) on conflict (realmId, runningServer) do nothing")
@NamedQuery(
        name = "AimMcpVerification.running",
        query = "select v from AimMcpVerificationEntity v where v.realmId = :realmId and v.runningServer = :serverId")
@NamedQuery(
        name = "AimMcpVerification.get",
        query =
                "select v from AimMcpVerificationEntity v where v.realmId = :realmId and v.serverId = :serverId and v.id = :id")
@NamedQuery(
        name = "AimMcpVerification.list",
        query =
                "select v from AimMcpVerificationEntity v where v.realmId = :realmId and v.serverId = :serverId order by v.requestedAt desc, v.id desc")
@NamedQuery(
        name = "AimMcpVerification.listAfter",
        query =
                "select v from AimMcpVerificationEntity v where v.realmId = :realmId and v.serverId = :serverId and v.requestedAt <= :time and (v.requestedAt < :time or v.id < :id) order by v.requestedAt desc, v.id desc")
@NamedQuery(
        name = "AimMcpVerification.count",
        query = "select count(v) from AimMcpVerificationEntity v where v.realmId = :realmId and v.serverId = :serverId")
@NamedQuery(
        name = "AimMcpVerification.waiting",
        query =
                "select v.realmId, v.id from AimMcpVerificationEntity v where v.runningServer is not null and v.claimedUntil < :now order by v.requestedAt, v.id")
@NamedQuery(
        name = "AimMcpVerification.claim",
        query =
                "update AimMcpVerificationEntity v set v.claim = :claim, v.claimedUntil = :until where v.realmId = :realmId and v.id = :id and v.runningServer is not null and v.claimedUntil < :now")
@NamedQuery(
        name = "AimMcpVerification.claimed",
        query =
                "select v from AimMcpVerificationEntity v where v.realmId = :realmId and v.id = :id and v.claim = :claim")
@NamedQuery(
        name = "AimMcpVerification.finish",
        query =
                "update AimMcpVerificationEntity v set v.state = :state, v.failure = :failure, v.detail = :detail, v.finishedAt = :now, v.runningServer = null, v.claim = null, v.claimedUntil = 0 where v.realmId = :realmId and v.id = :id and v.claim = :claim")
@NamedQuery(
        name = "AimMcpVerification.removeBefore",
        query =
                "delete from AimMcpVerificationEntity v where v.realmId = :realmId and v.serverId = :serverId and v.requestedAt < :time and v.runningServer is null")
@NamedQuery(
        name = "AimMcpVerification.deleteByServer",
        query = "delete from AimMcpVerificationEntity v where v.realmId = :realmId and v.serverId = :serverId")
@NamedQuery(
        name = "AimMcpVerification.deleteByRealm",
        query = "delete from AimMcpVerificationEntity v where v.realmId = :realmId")
public class AimMcpVerificationEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    private String realmId;

    @Column(name = "SERVER_ID", length = 36, nullable = false)
    private String serverId;

    @Column(name = "METHOD", length = 16, nullable = false)
    private String method;

    @Column(name = "ISSUER", length = McpVerification.ISSUER_MAX, nullable = false)
    private String issuer;

    @Column(name = "STATE", length = 16, nullable = false)
    private String state;

    @Column(name = "RUNNING_SERVER", length = 36)
    private @Nullable String runningServer;

    @Column(name = "REQUESTED_BY", length = 36)
    private @Nullable String requestedBy;

    @Column(name = "REQUESTED_AT", nullable = false)
    private long requestedAt;

    @Column(name = "FINISHED_AT")
    private @Nullable Long finishedAt;

    @Column(name = "FAILURE", length = McpVerification.FAILURE_MAX)
    private @Nullable String failure;

    @Column(name = "DETAIL", length = McpVerification.DETAIL_MAX)
    private @Nullable String detail;

    @Column(name = "CLAIM", length = 36)
    private @Nullable String claim;

    @Column(name = "CLAIMED_UNTIL", nullable = false)
    private long claimedUntil;

    /** For Hibernate. */
    protected AimMcpVerificationEntity() {}

    McpVerification toValue() {
        return new McpVerification(
                id,
                serverId,
                VerificationMethod.fromCode(method).orElseThrow(() -> new IllegalStateException(method)),
                issuer,
                VerificationState.fromCode(state).orElseThrow(() -> new IllegalStateException(state)),
                requestedBy,
                Instant.ofEpochMilli(requestedAt),
                finishedAt == null ? null : Instant.ofEpochMilli(finishedAt),
                failure,
                detail);
    }
}
