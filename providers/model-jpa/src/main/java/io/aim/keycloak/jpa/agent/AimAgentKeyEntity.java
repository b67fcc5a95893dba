package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.spi.agent.AgentKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Base64;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_AGENT_KEY}: a public key and its history. */
@Entity
@DynamicUpdate // concurrent changes of different columns must not undo one another
@Table(name = "AIM_AGENT_KEY")
@NamedQuery(
        name = "AimAgentKey.findByAgent",
        query =
                "select k from AimAgentKeyEntity k where k.realmId = :realmId and k.agentId = :agentId order by k.createdAt desc, k.id")
@NamedQuery(
        name = "AimAgentKey.countByThumbprint",
        query = "select count(k) from AimAgentKeyEntity k where k.realmId = :realmId and k.thumbprint = :thumbprint")
@NamedQuery(
        name = "AimAgentKey.graceOver",
        query =
                "select distinct k.realmId, k.agentId from AimAgentKeyEntity k where k.state = 'grace' and k.graceUntil <= :now order by k.realmId, k.agentId")
@NamedQuery(
        name = "AimAgentKey.dueForNotice",
        query =
                "select distinct k.realmId, k.agentId from AimAgentKeyEntity k where k.state = 'active' and k.expiresAt <= :before and (k.expiryNotice is null or k.expiryNotice > :days) order by k.realmId, k.agentId")
@NamedQuery(
        name = "AimAgentKey.deleteByAgent",
        query = "delete from AimAgentKeyEntity k where k.realmId = :realmId and k.agentId = :agentId")
@NamedQuery(name = "AimAgentKey.deleteByRealm", query = "delete from AimAgentKeyEntity k where k.realmId = :realmId")
public class AimAgentKeyEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "AGENT_ID", length = 36, nullable = false, updatable = false)
    private String agentId;

    @Column(name = "THUMBPRINT", length = 43, nullable = false, updatable = false)
    private String thumbprint;

    @Column(name = "PUBLIC_KEY", length = 43, nullable = false, updatable = false)
    private String publicKey;

    @Column(name = "STATE", length = 16, nullable = false)
    private String state;

    @Column(name = "CREATED_AT", nullable = false, updatable = false)
    private long createdAt;

    @Column(name = "PROVEN_AT")
    private @Nullable Long provenAt;

    @Column(name = "EXPIRES_AT")
    private @Nullable Long expiresAt;

    @Column(name = "GRACE_UNTIL")
    private @Nullable Long graceUntil;

    @Column(name = "ENDED_AT")
    private @Nullable Long endedAt;

    @Column(name = "END_REASON", length = 1000)
    private @Nullable String endReason;

    @Column(name = "REPLACED_BY", length = 43)
    private @Nullable String replacedBy;

    /** Days before expiry for which it was noticed last. */
    @Column(name = "EXPIRY_NOTICE")
    private @Nullable Integer expiryNotice;

    /** For Hibernate. */
    protected AimAgentKeyEntity() {}

    AimAgentKeyEntity(String id, AimAgentEntity agent, Ed25519PublicKey key, KeyState state, long createdAt) {
        this.id = id;
        this.realmId = agent.getRealmId();
        this.agentId = agent.getId();
        this.thumbprint = key.thumbprint();
        this.publicKey = key.x();
        this.state = state.code();
        this.createdAt = createdAt;
    }

    AgentKey toKey() {
        return new AgentKey(
                Ed25519PublicKey.of(Base64.getUrlDecoder().decode(publicKey)),
                KeyState.fromCode(state).orElseThrow(),
                Instant.ofEpochMilli(createdAt),
                instant(provenAt),
                instant(expiresAt),
                instant(graceUntil),
                instant(endedAt),
                endReason,
                replacedBy);
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    String getThumbprint() {
        return thumbprint;
    }

    KeyState getState() {
        return KeyState.fromCode(state).orElseThrow();
    }

    /** Another key takes its place; accepted until then. */
    void beginGrace(String successor, long until) {
        this.state = KeyState.GRACE.code();
        this.replacedBy = successor;
        this.graceUntil = until;
    }

    /** Accepted no longer. */
    void end(KeyState end, long at, @Nullable String reason) {
        this.state = end.code();
        this.endedAt = at;
        this.endReason = reason;
    }

    boolean isNoticed(int days) {
        return expiryNotice != null && expiryNotice <= days;
    }

    void setExpiryNotice(int days) {
        this.expiryNotice = days;
    }

    void setReplacedBy(String replacedBy) {
        this.replacedBy = replacedBy;
    }

    void setProvenAt(@Nullable Long provenAt) {
        this.provenAt = provenAt;
    }

    void setExpiresAt(@Nullable Long expiresAt) {
        this.expiresAt = expiresAt;
    }
}
