package io.aim.keycloak.jpa.apikey;

import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.core.apikey.ApiKeyState;
import io.aim.keycloak.core.apikey.SecretHash;
import io.aim.keycloak.core.apikey.StoredSecrets;
import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_API_KEY}. There is no column for a secret. */
@Entity
@DynamicUpdate // when a key was last used is written without the row lock
@Table(name = "AIM_API_KEY")
@NamedQuery(
        name = "AimApiKey.countByName",
        query = "select count(k) from AimApiKeyEntity k where k.realmId = :realmId and k.activeName = :name")
@NamedQuery(
        name = "AimApiKey.used",
        query =
                "update AimApiKeyEntity k set k.lastUsedAt = greatest(coalesce(k.lastUsedAt, 0), :time) where k.id = :id")
@NamedQuery(name = "AimApiKey.deleteByRealm", query = "delete from AimApiKeyEntity k where k.realmId = :realmId")
public class AimApiKeyEntity {

    private static final String SEPARATOR = " ";

    @Id
    @Column(name = "ID", length = 16)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "NAME", length = 128, nullable = false)
    private String name;

    @Column(name = "ACTIVE_NAME", length = 128)
    private @Nullable String activeName;

    @Column(name = "HASH", length = 43, nullable = false)
    private String hash;

    @Column(name = "PEPPER_ID", length = 11)
    private @Nullable String pepperId;

    @Column(name = "PREVIOUS_HASH", length = 43)
    private @Nullable String previousHash;

    @Column(name = "PREVIOUS_PEPPER_ID", length = 11)
    private @Nullable String previousPepperId;

    @Column(name = "OVERLAP_UNTIL")
    private @Nullable Long overlapUntil;

    @Column(name = "SCOPES", length = 512, nullable = false)
    private String scopes;

    @Column(name = "ALLOWED_CIDRS", length = 1024)
    private @Nullable String allowedCidrs;

    @Column(name = "STATE", length = 16, nullable = false)
    private String state;

    @Column(name = "CREATOR_ID", length = 255, nullable = false, updatable = false)
    private String creatorId;

    @Column(name = "CREATOR_REALM_ID", length = 36, nullable = false, updatable = false)
    private String creatorRealmId;

    @Column(name = "CREATED_AT", nullable = false, updatable = false)
    private long createdAt;

    @Column(name = "EXPIRES_AT", nullable = false)
    private long expiresAt;

    @Column(name = "ROTATED_AT")
    private @Nullable Long rotatedAt;

    @Column(name = "LAST_USED_AT")
    private @Nullable Long lastUsedAt;

    /** For Hibernate. */
    protected AimApiKeyEntity() {}

    AimApiKeyEntity(ApiKey key) {
        this.id = key.id();
        this.realmId = key.realmId();
        this.creatorId = key.creator().userId();
        this.creatorRealmId = key.creator().realmId();
        this.createdAt = key.createdAt().toEpochMilli();
        set(key);
    }

    /** Takes over what can change. */
    final void set(ApiKey key) {
        this.name = key.name();
        this.activeName = key.state() == ApiKeyState.REVOKED ? null : key.name();
        StoredSecrets secrets = key.secrets();
        SecretHash previous = secrets.previous();
        this.hash = secrets.current().value();
        this.pepperId = secrets.current().pepperId();
        this.previousHash = previous == null ? null : previous.value();
        this.previousPepperId = previous == null ? null : previous.pepperId();
        this.overlapUntil = millis(secrets.previousUntil());
        this.scopes = String.join(SEPARATOR, key.scopeCodes());
        this.allowedCidrs = key.allowedCidrs().isEmpty() ? null : String.join(SEPARATOR, key.allowedCidrs());
        this.state = key.state().code();
        this.expiresAt = key.expiresAt().toEpochMilli();
        this.rotatedAt = millis(key.rotatedAt());
    }

    ApiKey toKey() {
        return new ApiKey(
                id,
                realmId,
                name,
                new StoredSecrets(
                        new SecretHash(hash, pepperId),
                        previousHash == null ? null : new SecretHash(previousHash, previousPepperId),
                        instant(overlapUntil)),
                scopes(),
                allowedCidrs == null ? List.of() : List.of(allowedCidrs.split(SEPARATOR, -1)),
                ApiKeyState.fromCode(state).orElseThrow(),
                new ApiKeyCreator(creatorId, creatorRealmId),
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(expiresAt),
                instant(rotatedAt),
                instant(lastUsedAt));
    }

    /** A scope that this version does not know gives nothing. */
    private Set<ApiKeyScope> scopes() {
        return Stream.of(scopes.split(SEPARATOR, -1))
                .flatMap(code -> ApiKeyScope.fromCode(code).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
