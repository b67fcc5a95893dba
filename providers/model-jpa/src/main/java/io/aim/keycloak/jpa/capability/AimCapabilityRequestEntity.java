package io.aim.keycloak.jpa.capability;

import io.aim.keycloak.core.capability.CapabilityRequestState;
import io.aim.keycloak.spi.capability.CapabilityRequest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_CAPABILITY_REQUEST}. */
@Entity
@Table(name = "AIM_CAPABILITY_REQUEST")
@NamedQuery(
        name = "AimCapabilityRequest.pending",
        query =
                "select r from AimCapabilityRequestEntity r where r.realmId = :realmId and r.agentId = :agentId and r.state = 'pending' order by r.id")
@NamedQuery(
        name = "AimCapabilityRequest.over",
        query =
                "select r from AimCapabilityRequestEntity r where r.realmId = :realmId and r.decidedAt < :before order by r.decidedAt, r.id")
@NamedQuery(
        name = "AimCapabilityRequest.delete",
        query = "delete from AimCapabilityRequestEntity r where r.realmId = :realmId and r.id in (:ids)")
@NamedQuery(
        name = "AimCapabilityRequest.deleteByAgent",
        query = "delete from AimCapabilityRequestEntity r where r.realmId = :realmId and r.agentId = :agentId")
@NamedQuery(
        name = "AimCapabilityRequest.deleteByRealm",
        query = "delete from AimCapabilityRequestEntity r where r.realmId = :realmId")
public class AimCapabilityRequestEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "AGENT_ID", length = 36, nullable = false, updatable = false)
    private String agentId;

    @Column(name = "CAPABILITY", length = 65, nullable = false, updatable = false)
    private String capability;

    @Column(name = "RESOURCES", updatable = false)
    private @Nullable String resources;

    @Column(name = "REASON", length = 1000, updatable = false)
    private @Nullable String reason;

    @Column(name = "TTL_SECONDS", updatable = false)
    private @Nullable Long ttlSeconds;

    @Column(name = "STATE", length = 16, nullable = false)
    private String state;

    @Column(name = "REQUESTER_KIND", length = 16, nullable = false, updatable = false)
    private String requesterKind;

    @Column(name = "REQUESTER_ID", length = 255, updatable = false)
    private @Nullable String requesterId;

    @Column(name = "REQUESTED_AT", nullable = false, updatable = false)
    private long requestedAt;

    @Column(name = "DECIDED_BY", length = 255)
    private @Nullable String decidedBy;

    @Column(name = "DECIDED_AT")
    private @Nullable Long decidedAt;

    @Column(name = "NOTE", length = 1000)
    private @Nullable String note;

    /** For Hibernate. */
    protected AimCapabilityRequestEntity() {}

    AimCapabilityRequestEntity(CapabilityRequest request) {
        this.id = request.id();
        this.realmId = request.realmId();
        this.agentId = request.agentId();
        this.capability = request.capability();
        this.resources = GrantColumns.write(request.resources());
        this.reason = request.reason();
        Duration ttl = request.ttl();
        this.ttlSeconds = ttl == null ? null : ttl.toSeconds();
        this.requesterKind = request.requestedBy().kind();
        this.requesterId = request.requestedBy().id();
        this.requestedAt = request.requestedAt().toEpochMilli();
        set(request);
    }

    /** Takes over what can change. */
    final void set(CapabilityRequest request) {
        this.state = request.state().code();
        this.decidedBy = request.decidedBy();
        this.decidedAt = GrantColumns.millis(request.decidedAt());
        this.note = request.note();
    }

    CapabilityRequest toRequest() {
        return new CapabilityRequest(
                id,
                realmId,
                agentId,
                capability,
                GrantColumns.resources(resources),
                reason,
                ttlSeconds == null ? null : Duration.ofSeconds(ttlSeconds),
                CapabilityRequestState.fromCode(state).orElseThrow(),
                new CapabilityRequest.Requester(requesterKind, requesterId),
                Instant.ofEpochMilli(requestedAt),
                decidedBy,
                GrantColumns.instant(decidedAt),
                note);
    }

    String id() {
        return id;
    }

    String realmId() {
        return realmId;
    }
}
