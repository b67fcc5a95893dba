package io.aim.keycloak.jpa.apikey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/** A row of {@code AIM_API_KEY_USAGE}: how often a key was used for one operation on one day. */
@Entity
@Table(name = "AIM_API_KEY_USAGE")
@IdClass(AimApiKeyUsageEntity.Key.class)
@NamedQuery(
        name = "AimApiKeyUsage.add",
        query =
                "insert into AimApiKeyUsageEntity as u (keyId, usageDay, operation, realmId, requests, errors) values (:keyId, :day, :operation, :realmId, :requests, :errors) on conflict (keyId, usageDay, operation) do update set requests = u.requests + excluded.requests, errors = u.errors + excluded.errors")
@NamedQuery(
        name = "AimApiKeyUsage.find",
        query =
                "select u.usageDay, u.operation, u.requests, u.errors from AimApiKeyUsageEntity u where u.realmId = :realmId and u.keyId = :keyId and u.usageDay between :from and :to order by u.usageDay desc, u.operation")
@NamedQuery(
        name = "AimApiKeyUsage.deleteByRealm",
        query = "delete from AimApiKeyUsageEntity u where u.realmId = :realmId")
public class AimApiKeyUsageEntity {

    @Id
    @Column(name = "KEY_ID", length = 16)
    private String keyId;

    @Id
    @Column(name = "USAGE_DAY")
    private int usageDay;

    @Id
    @Column(name = "OPERATION", length = 64)
    private String operation;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    private String realmId;

    @Column(name = "REQUESTS", nullable = false)
    private long requests;

    @Column(name = "ERRORS", nullable = false)
    private long errors;

    /** For Hibernate. */
    protected AimApiKeyUsageEntity() {}

    /** Primary key. */
    public static class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String keyId = "";
        private int usageDay;
        private String operation = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && keyId.equals(key.keyId)
                    && usageDay == key.usageDay
                    && operation.equals(key.operation);
        }

        @Override
        public int hashCode() {
            return Objects.hash(keyId, usageDay, operation);
        }
    }
}
