package io.aim.keycloak.jpa.alert;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** A row of {@code AIM_ALERT_CURSOR}: how far the rules have looked at a realm's trail. */
@Entity
@Table(name = "AIM_ALERT_CURSOR")
@NamedQuery(name = "AimAlertCursor.get", query = "select c from AimAlertCursorEntity c where c.realmId = :realmId")
@NamedQuery(
        name = "AimAlertCursor.create",
        query = "insert into AimAlertCursorEntity (realmId, next) values (:realmId, 0) on conflict do nothing")
@NamedQuery(
        name = "AimAlertCursor.behind",
        query =
                "select t.realmId from AimAuditTreeEntity t left join AimAlertCursorEntity c on c.realmId = t.realmId where t.size > coalesce(c.next, 0)")
@NamedQuery(
        name = "AimAlertCursor.deleteByRealm",
        query = "delete from AimAlertCursorEntity c where c.realmId = :realmId")
public class AimAlertCursorEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "NEXT_INDEX", nullable = false)
    private long next;

    /** For Hibernate. */
    protected AimAlertCursorEntity() {}

    long getNext() {
        return next;
    }

    void setNext(long next) {
        this.next = next;
    }
}
