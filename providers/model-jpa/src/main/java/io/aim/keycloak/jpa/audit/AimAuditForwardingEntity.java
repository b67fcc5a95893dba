package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.forward.ForwardFormat;
import io.aim.keycloak.core.audit.forward.Receiver;
import io.aim.keycloak.core.audit.forward.ReceiverTransport;
import io.aim.keycloak.spi.audit.ForwardingSettings;
import io.aim.keycloak.spi.audit.ForwardingState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_AUDIT_FORWARDING}; every change is one statement that names its columns and its condition. */
@Entity
@Table(name = "AIM_AUDIT_FORWARDING")
@NamedQuery(
        name = "AimAuditForwarding.get",
        query = "select f from AimAuditForwardingEntity f where f.realmId = :realmId")
@NamedQuery(
        name = "AimAuditForwarding.due",
        query =
                "select f.realmId from AimAuditForwardingEntity f join AimAuditTreeEntity t on t.realmId = f.realmId where f.enabled = true and f.next < t.size and f.retryAt <= :now and f.claimedUntil < :now")
@NamedQuery(
        name = "AimAuditForwarding.lag",
        query =
                "select coalesce(sum(t.size - f.next), 0) from AimAuditForwardingEntity f join AimAuditTreeEntity t on t.realmId = f.realmId where f.enabled = true and f.next < t.size")
@NamedQuery(
        name = "AimAuditForwarding.set",
        query =
                "insert into AimAuditForwardingEntity (realmId, enabled, format, transport, host, port, caCertificates, next, failures, retryAt, claimedUntil) values (:realmId, :enabled, :format, :transport, :host, :port, :caCertificates, :next, 0, 0, 0) on conflict (realmId) do update set enabled = excluded.enabled, format = excluded.format, transport = excluded.transport, host = excluded.host, port = excluded.port, caCertificates = excluded.caCertificates, next = excluded.next, lastError = null, lastErrorAt = null, failures = 0, retryAt = 0, claim = null, claimedUntil = 0")
@NamedQuery(
        name = "AimAuditForwarding.claim",
        query =
                "update AimAuditForwardingEntity f set f.claim = :claim, f.claimedUntil = :until where f.realmId = :realmId and f.enabled = true and f.retryAt <= :now and f.claimedUntil < :now")
@NamedQuery(
        name = "AimAuditForwarding.sent",
        query =
                "update AimAuditForwardingEntity f set f.next = :next, f.lastSentAt = :now, f.lastError = null, f.lastErrorAt = null, f.failures = 0, f.claim = null, f.claimedUntil = 0 where f.realmId = :realmId and f.claim = :claim")
@NamedQuery(
        name = "AimAuditForwarding.failed",
        query =
                "update AimAuditForwardingEntity f set f.lastError = :error, f.lastErrorAt = :now, f.failures = f.failures + 1, f.retryAt = :retryAt, f.claim = null, f.claimedUntil = 0 where f.realmId = :realmId and f.claim = :claim")
@NamedQuery(
        name = "AimAuditForwarding.deleteByRealm",
        query = "delete from AimAuditForwardingEntity f where f.realmId = :realmId")
public class AimAuditForwardingEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "ENABLED", nullable = false)
    private boolean enabled;

    @Column(name = "FORMAT", length = 16, nullable = false)
    private String format;

    @Column(name = "TRANSPORT", length = 16, nullable = false)
    private String transport;

    @Column(name = "HOST", length = 255, nullable = false)
    private String host;

    @Column(name = "PORT", nullable = false)
    private int port;

    @Column(name = "CA_CERTIFICATES", columnDefinition = "TEXT")
    private @Nullable String caCertificates;

    @Column(name = "NEXT_INDEX", nullable = false)
    private long next;

    @Column(name = "LAST_SENT_AT")
    private @Nullable Long lastSentAt;

    @Column(name = "LAST_ERROR", length = 1000)
    private @Nullable String lastError;

    @Column(name = "LAST_ERROR_AT")
    private @Nullable Long lastErrorAt;

    @Column(name = "FAILURES", nullable = false)
    private int failures;

    @Column(name = "RETRY_AT", nullable = false)
    private long retryAt;

    @Column(name = "CLAIM", length = 36)
    private @Nullable String claim;

    @Column(name = "CLAIMED_UNTIL", nullable = false)
    private long claimedUntil;

    /** For Hibernate. */
    protected AimAuditForwardingEntity() {}

    ForwardingState toState() {
        Receiver receiver = new Receiver(ReceiverTransport.valueOf(transport), host, port);
        return new ForwardingState(
                new ForwardingSettings(enabled, ForwardFormat.valueOf(format), receiver, caCertificates),
                next,
                time(lastSentAt),
                lastError,
                time(lastErrorAt),
                failures);
    }

    private static @Nullable Instant time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
