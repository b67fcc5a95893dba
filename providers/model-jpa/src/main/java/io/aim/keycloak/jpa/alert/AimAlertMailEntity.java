package io.aim.keycloak.jpa.alert;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_ALERT_MAIL}; every change is one statement that names its columns and its condition. */
@Entity
@Table(name = "AIM_ALERT_MAIL")
@NamedQuery(
        name = "AimAlertMail.add",
        query =
                "insert into AimAlertMailEntity (id, realmId, recipient, alertId, attempts, createdAt, retryAt, claimedUntil) values (:id, :realmId, :recipient, :alertId, 0, :now, 0, 0) on conflict (realmId, recipient, alertId) do nothing")
@NamedQuery(
        name = "AimAlertMail.waiting",
        query =
                "select m.realmId, m.recipient, count(m) from AimAlertMailEntity m where m.retryAt <= :now and m.claimedUntil < :now group by m.realmId, m.recipient order by min(m.retryAt), min(m.createdAt), m.recipient") // whom nothing reaches comes last
@NamedQuery(
        name = "AimAlertMail.next",
        query =
                "select m.id from AimAlertMailEntity m where m.realmId = :realmId and m.recipient = :recipient and m.retryAt <= :now and m.claimedUntil < :now order by m.createdAt, m.id")
@NamedQuery(
        name = "AimAlertMail.claim",
        query =
                "update AimAlertMailEntity m set m.claim = :claim, m.claimedUntil = :until where m.realmId = :realmId and m.id in (:ids) and m.claimedUntil < :now")
@NamedQuery(
        name = "AimAlertMail.claimed",
        query =
                "select m.alertId, m.attempts, m.createdAt from AimAlertMailEntity m where m.realmId = :realmId and m.recipient = :recipient and m.claim = :claim order by m.createdAt, m.id")
@NamedQuery(
        name = "AimAlertMail.done",
        query =
                "delete from AimAlertMailEntity m where m.realmId = :realmId and m.recipient = :recipient and m.claim = :claim")
@NamedQuery(
        name = "AimAlertMail.failed",
        query =
                "update AimAlertMailEntity m set m.attempts = m.attempts + 1, m.retryAt = :retryAt, m.claim = null, m.claimedUntil = 0 where m.realmId = :realmId and m.recipient = :recipient and m.claim = :claim")
@NamedQuery(
        name = "AimAlertMail.forgetUser",
        query = "delete from AimAlertMailEntity m where m.realmId = :realmId and m.recipient = :userId")
@NamedQuery(name = "AimAlertMail.deleteByRealm", query = "delete from AimAlertMailEntity m where m.realmId = :realmId")
public class AimAlertMailEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    private String realmId;

    @Column(name = "RECIPIENT", nullable = false)
    private String recipient;

    @Column(name = "ALERT_ID", length = 36, nullable = false)
    private String alertId;

    @Column(name = "ATTEMPTS", nullable = false)
    private int attempts;

    @Column(name = "CREATED_AT", nullable = false)
    private long createdAt;

    @Column(name = "RETRY_AT", nullable = false)
    private long retryAt;

    @Column(name = "CLAIM", length = 36)
    private @Nullable String claim;

    @Column(name = "CLAIMED_UNTIL", nullable = false)
    private long claimedUntil;

    /** For Hibernate. */
    protected AimAlertMailEntity() {}
}
