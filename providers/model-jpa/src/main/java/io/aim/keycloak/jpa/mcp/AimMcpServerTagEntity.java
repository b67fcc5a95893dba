package io.aim.keycloak.jpa.mcp;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code AIM_MCP_SERVER_TAG}. */
@Entity
@Table(name = "AIM_MCP_SERVER_TAG")
@IdClass(AimMcpServerTagEntity.Key.class)
@NamedQuery(
        name = "AimMcpServerTag.findByServer",
        query =
                "select t from AimMcpServerTagEntity t where t.realmId = :realmId and t.serverId = :serverId order by t.tag")
@NamedQuery(
        name = "AimMcpServerTag.deleteByServer",
        query = "delete from AimMcpServerTagEntity t where t.realmId = :realmId and t.serverId = :serverId")
@NamedQuery(
        name = "AimMcpServerTag.deleteByRealm",
        query = "delete from AimMcpServerTagEntity t where t.realmId = :realmId")
public class AimMcpServerTagEntity {

    /** Primary key. */
    public record Key(String realmId, String serverId, String tag) implements Serializable {}

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "SERVER_ID", length = 36)
    private String serverId;

    @Id
    @Column(name = "TAG", length = 64)
    private String tag;

    /** For Hibernate. */
    protected AimMcpServerTagEntity() {}

    AimMcpServerTagEntity(String realmId, String serverId, String tag) {
        this.realmId = realmId;
        this.serverId = serverId;
        this.tag = tag;
    }

    String getTag() {
        return tag;
    }
}
