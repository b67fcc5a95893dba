package io.aim.keycloak.jpa.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/**
 * A row of {@code AIM_AGENT_STAMP}: the number of the realm's newest change. Whoever changes an agent increments it last
 * in the transaction; the row lock makes stamps visible in their own order.
 */
@Entity
@Table(name = "AIM_AGENT_STAMP")
@NamedQuery(
        name = "AimAgentStamp.create",
        query = "insert into AimAgentStampEntity (realmId, stamp) values (:realmId, 0) on conflict do nothing")
@NamedQuery(
        name = "AimAgentStamp.advance",
        query = "update AimAgentStampEntity s set s.stamp = s.stamp + :count where s.realmId = :realmId")
@NamedQuery(name = "AimAgentStamp.get", query = "select s.stamp from AimAgentStampEntity s where s.realmId = :realmId")
@NamedQuery(
        name = "AimAgentStamp.find",
        query = "select s.realmId, s.stamp from AimAgentStampEntity s where s.realmId in (:realmIds)")
@NamedQuery(
        name = "AimAgentStamp.deleteByRealm",
        query = "delete from AimAgentStampEntity s where s.realmId = :realmId")
public class AimAgentStampEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "STAMP", nullable = false)
    private long stamp;
}
