package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.spi.agent.AgentTransfer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_AGENT_TRANSFER}: an offer that was not answered yet. */
@Entity
@Table(name = "AIM_AGENT_TRANSFER")
@IdClass(AimAgentTransferEntity.Key.class)
@NamedQuery(
        name = "AimAgentTransfer.findByAgent",
        query =
                "select t from AimAgentTransferEntity t where t.realmId = :realmId and t.agentId = :agentId order by t.role")
@NamedQuery(
        name = "AimAgentTransfer.findByUser",
        query =
                "select distinct a from AimAgentTransferEntity t join AimAgentEntity a on a.id = t.agentId and a.realmId = t.realmId where t.realmId = :realmId and t.toUserId = :userId order by a.name")
@NamedQuery(
        name = "AimAgentTransfer.expired",
        query =
                "select distinct t.realmId, t.agentId from AimAgentTransferEntity t where t.expiresAt <= :now order by t.realmId, t.agentId")
@NamedQuery(
        name = "AimAgentTransfer.deleteByAgent",
        query = "delete from AimAgentTransferEntity t where t.realmId = :realmId and t.agentId = :agentId")
@NamedQuery(
        name = "AimAgentTransfer.deleteByUser",
        query = "delete from AimAgentTransferEntity t where t.realmId = :realmId and t.toUserId = :userId")
@NamedQuery(
        name = "AimAgentTransfer.deleteByRealm",
        query = "delete from AimAgentTransferEntity t where t.realmId = :realmId")
public class AimAgentTransferEntity {

    /** Primary key. */
    public record Key(String realmId, String agentId, String role) implements Serializable {}

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "AGENT_ID", length = 36)
    private String agentId;

    @Id
    @Column(name = "PERSON_ROLE", length = 16)
    private String role;

    @Column(name = "TO_USER_ID", length = 36, nullable = false)
    private String toUserId;

    @Column(name = "OFFERED_BY", length = 36)
    private @Nullable String offeredBy;

    @Column(name = "OFFERED_AT", nullable = false)
    private long offeredAt;

    @Column(name = "EXPIRES_AT", nullable = false)
    private long expiresAt;

    @Column(name = "REASON", length = 1000)
    private @Nullable String reason;

    /** For Hibernate. */
    protected AimAgentTransferEntity() {}

    AimAgentTransferEntity(String realmId, String agentId, AgentTransfer offer) {
        this.realmId = realmId;
        this.agentId = agentId;
        this.role = offer.role().code();
        this.toUserId = offer.toUserId();
        this.offeredBy = offer.offeredBy();
        this.offeredAt = offer.offeredAt().toEpochMilli();
        this.expiresAt = offer.expiresAt().toEpochMilli();
        this.reason = offer.reason();
    }

    AgentTransfer toTransfer() {
        return new AgentTransfer(
                AgentPerson.fromCode("role", role),
                toUserId,
                offeredBy,
                Instant.ofEpochMilli(offeredAt),
                Instant.ofEpochMilli(expiresAt),
                reason);
    }
}
