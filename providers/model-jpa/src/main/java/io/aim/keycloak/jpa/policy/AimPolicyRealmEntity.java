package io.aim.keycloak.jpa.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/**
 * A row of {@code AIM_POLICY_REALM}: what holds for all policies of a realm. Every change of a policy takes a new stamp,
 * which no other change has or ever had, not even one that was rolled back: policies that were read under a stamp are
 * those of that stamp. Whoever changes policies holds the row until the commit.
 */
@Entity
@Table(name = "AIM_POLICY_REALM")
@NamedQuery(
        name = "AimPolicyRealm.create",
        query =
                "insert into AimPolicyRealmEntity (realmId, stamp, defaults) values (:realmId, :stamp, false) on conflict do nothing")
@NamedQuery(
        name = "AimPolicyRealm.touch",
        query = "update AimPolicyRealmEntity r set r.stamp = :stamp where r.realmId = :realmId")
@NamedQuery(
        name = "AimPolicyRealm.noteDefaults",
        query = "update AimPolicyRealmEntity r set r.defaults = true where r.realmId = :realmId")
@NamedQuery(
        name = "AimPolicyRealm.stamp",
        query = "select r.stamp from AimPolicyRealmEntity r where r.realmId = :realmId")
@NamedQuery(
        name = "AimPolicyRealm.defaults",
        query = "select r.defaults from AimPolicyRealmEntity r where r.realmId = :realmId")
@NamedQuery(
        name = "AimPolicyRealm.deleteByRealm",
        query = "delete from AimPolicyRealmEntity r where r.realmId = :realmId")
public class AimPolicyRealmEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "STAMP", length = 36, nullable = false)
    private String stamp;

    @Column(name = "DEFAULTS", nullable = false)
    private boolean defaults;
}
