package io.aim.keycloak.jpa.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code AIM_AGENT_TAG}. */
@Entity
@Table(name = "AIM_AGENT_TAG")
@IdClass(AimAgentTagEntity.Key.class)
@NamedQuery(
        name = "AimAgentTag.findByAgent",
        query = "select t from AimAgentTagEntity t where t.realmId = :realmId and t.agentId = :agentId order by t.tag")
@NamedQuery(
        name = "AimAgentTag.deleteByAgent",
        query = "delete from AimAgentTagEntity t where t.realmId = :realmId and t.agentId = :agentId")
@NamedQuery(name = "AimAgentTag.deleteByRealm", query = "delete from AimAgentTagEntity t where t.realmId = :realmId")
public class AimAgentTagEntity {

    /** Primary key. */
    public record Key(String realmId, String agentId, String tag) implements Serializable {}

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "AGENT_ID", length = 36)
    private String agentId;

    @Id
    @Column(name = "TAG", length = 64)
    private String tag;

    /** For Hibernate. */
    protected AimAgentTagEntity() {}

    AimAgentTagEntity(String realmId, String agentId, String tag) {
        this.realmId = realmId;
        this.agentId = agentId;
        this.tag = tag;
    }

    String getTag() {
        return tag;
    }
}
