package io.aim.keycloak.jpa.alert;

import io.aim.keycloak.core.alert.FailureWindow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row of {@code AIM_ALERT_WINDOW}: when somebody last failed to authenticate. */
@Entity
@Table(name = "AIM_ALERT_WINDOW")
@IdClass(AimAlertWindowEntity.Key.class)
@NamedQuery(
        name = "AimAlertWindow.get",
        query =
                "select w.subject, w.times from AimAlertWindowEntity w where w.realmId = :realmId and w.subject in (:subjects)")
@NamedQuery(
        name = "AimAlertWindow.set",
        query =
                "insert into AimAlertWindowEntity (realmId, subject, times, lastAt) values (:realmId, :subject, :times, :lastAt) on conflict (realmId, subject) do update set times = excluded.times, lastAt = excluded.lastAt")
@NamedQuery(
        name = "AimAlertWindow.forget",
        query = "delete from AimAlertWindowEntity w where w.realmId = :realmId and w.lastAt < :before")
@NamedQuery(
        name = "AimAlertWindow.deleteByRealm",
        query = "delete from AimAlertWindowEntity w where w.realmId = :realmId")
public class AimAlertWindowEntity {

    private static final String SEPARATOR = " ";

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "SUBJECT")
    private String subject;

    @Column(name = "TIMES", length = 1600, nullable = false)
    private String times;

    @Column(name = "LAST_AT", nullable = false)
    private long lastAt;

    /** For Hibernate. */
    protected AimAlertWindowEntity() {}

    static String text(FailureWindow window) {
        return window.times().stream()
                .map(time -> String.valueOf(time.toEpochMilli()))
                .collect(Collectors.joining(SEPARATOR));
    }

    static FailureWindow window(String text) {
        return new FailureWindow(Stream.of(text.split(SEPARATOR, -1))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
                .toList());
    }

    /** Primary key. */
    public static final class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String realmId;
        private String subject;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(realmId, key.realmId)
                    && Objects.equals(subject, key.subject);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, subject);
        }
    }
}
