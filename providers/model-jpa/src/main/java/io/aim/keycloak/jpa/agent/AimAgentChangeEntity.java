package io.aim.keycloak.jpa.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/** A row of {@code AIM_AGENT_CHANGE}: which agent a stamp stands for. Only the newest rows of a realm are kept. */
@Entity
@Table(name = "AIM_AGENT_CHANGE")
@IdClass(AimAgentChangeEntity.Key.class)
@NamedQuery(
        name = "AimAgentChange.since",
        query =
                "select c.stamp, c.clientUuid from AimAgentChangeEntity c where c.realmId = :realmId and c.stamp > :stamp and c.stamp <= :upTo")
@NamedQuery(
        name = "AimAgentChange.prune",
        query = "delete from AimAgentChangeEntity c where c.realmId = :realmId and c.stamp <= :stamp")
@NamedQuery(
        name = "AimAgentChange.deleteByRealm",
        query = "delete from AimAgentChangeEntity c where c.realmId = :realmId")
public class AimAgentChangeEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "STAMP")
    private long stamp;

    @Column(name = "CLIENT_UUID", length = 36, nullable = false)
    private String clientUuid;

    /** For Hibernate. */
    protected AimAgentChangeEntity() {}

    AimAgentChangeEntity(String realmId, long stamp, String clientUuid) {
        this.realmId = realmId;
        this.stamp = stamp;
        this.clientUuid = clientUuid;
    }

    /** Primary key. */
    public static class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private long stamp;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && stamp == key.stamp && realmId.equals(key.realmId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, stamp);
        }
    }
}
