package io.aim.keycloak.services.audit.retention;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.spi.audit.AuditProvider;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Removes events at the end of their retention: whole months where no realm and no hold needs them, the rest in small
 * batches, each in a transaction of its own together with the event that says so.
 */
public final class AuditRemover {

    /** Events that are removed in one transaction. */
    private static final int BATCH = 1_000;

    private final KeycloakSessionFactory factory;

    public AuditRemover(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /** Removes what is over, in all realms. */
    public void run(Instant now) {
        dropMonths(now);
        List<String> realmIds = KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> session.realms()
                        .getRealmsStream()
                        .map(RealmModel::getId)
                        .toList());
        realmIds.forEach(realmId -> run(realmId, now));
    }

    /** Removes what is over in one realm, and answers how many events of each category that were. */
    public Map<AuditCategory, Long> run(String realmId, Instant now) {
        Map<AuditCategory, Long> removed = new EnumMap<>(AuditCategory.class);
        for (AuditCategory category : AuditCategory.values()) {
            removed.put(category, removeFrom(realmId, category, now));
        }
        return removed;
    }

    private void dropMonths(Instant now) {
        for (AuditCategory category : AuditCategory.values()) {
            KeycloakModelUtils.runJobInTransaction(factory, session -> dropMonths(session, category, now));
        }
    }

    private static void dropMonths(KeycloakSession session, AuditCategory category, Instant now) {
        AuditProvider audit = session.getProvider(AuditProvider.class);
        for (Map.Entry<String, Long> removed : audit.dropExpired(category, now).entrySet()) {
            if (session.realms().getRealm(removed.getKey()) != null) {
                record(audit, removed.getKey(), category, now, removed.getValue());
            }
        }
    }

    private long removeFrom(String realmId, AuditCategory category, Instant now) {
        long total = 0;
        for (int removed = BATCH; removed == BATCH; total += removed) {
            removed = KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
                RealmModel realm = session.realms().getRealm(realmId);
                if (realm == null) {
                    return 0;
                }
                AuditProvider audit = session.getProvider(AuditProvider.class);
                int count = audit.retention(realm).removeExpired(category, now, BATCH);
                if (count > 0) {
                    record(audit, realmId, category, now, count);
                }
                return count;
            });
        }
        return total;
    }

    private static void record(AuditProvider audit, String realmId, AuditCategory category, Instant now, long count) {
        audit.append(List.of(AuditEvent.of(AuditAction.AUDIT_EVENTS_REMOVED, realmId, now, AuditActor.SYSTEM)
                .target("audit", realmId, null)
                .detail("category", category.code())
                .detail("count", String.valueOf(count))
                .build()));
    }
}
