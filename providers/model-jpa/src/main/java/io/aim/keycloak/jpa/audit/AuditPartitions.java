package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.AuditCategory;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import org.hibernate.Session;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionImplementor;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.util.JpaUtils;

/**
 * Partitions of {@code AIM_AUDIT_EVENT}: one per category and month, on PostgreSQL. Events outside of all months are in
 * the category's rest partition.
 */
final class AuditPartitions {

    /** Months that are there before they begin. */
    private static final int MONTHS_AHEAD = 3;

    /** Any number; all nodes that change partitions take the same one. */
    private static final long LOCK = 0x41494d5f4155444cL;

    private static final Logger LOG = Logger.getLogger(AuditPartitions.class);

    private AuditPartitions() {}

    /** Whether this database has partitions at all. */
    static boolean supported(EntityManager em) {
        return em.unwrap(SessionImplementor.class).getJdbcServices().getDialect() instanceof PostgreSQLDialect;
    }

    static void prepareAhead(EntityManager em, Instant now) {
        if (!supported(em)) {
            return;
        }
        em.createNativeQuery("select 1 from (select pg_advisory_xact_lock(:key)) locked", Integer.class)
                .setParameter("key", LOCK)
                .getSingleResult();
        YearMonth current = YearMonth.from(now.atZone(ZoneOffset.UTC));
        for (AuditCategory category : AuditCategory.values()) {
            for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
                prepare(em, category, current.plusMonths(ahead));
            }
        }
    }

    private static void prepare(EntityManager em, AuditCategory category, YearMonth month) {
        String parent = parent(category);
        String name = parent + month.toString().replace("-", "_");
        if (exists(em, name)) {
            return;
        }
        long from = start(month);
        long to = start(month.plusMonths(1));
        // events of that month may be in the rest partition already: they move, then the month is attached
        execute(em, "create table {h-schema}" + name + " (like {h-schema}aim_audit_event including defaults)");
        execute(
                em,
                "with moved as (delete from {h-schema}" + parent + "rest where event_time >= " + from
                        + " and event_time < " + to + " returning *) insert into {h-schema}" + name
                        + " select * from moved");
        execute(
                em,
                "alter table {h-schema}" + parent.substring(0, parent.length() - 1) + " attach partition {h-schema}"
                        + name + " for values from (" + from + ") to (" + to + ")");
        LOG.infof("Audit partition %s is ready", name);
    }

    private static boolean exists(EntityManager em, String name) {
        // in a literal Hibernate would leave {h-schema} as it stands
        return em.createNativeQuery("select to_regclass(:name) is not null", Boolean.class)
                .setParameter("name", JpaUtils.getTableNameForNativeQuery(name, em))
                .getSingleResult()
                .equals(true);
    }

    private static void execute(EntityManager em, String sql) {
        em.unwrap(Session.class).createNativeMutationQuery(sql).executeUpdate();
    }

    private static String parent(AuditCategory category) {
        return "aim_audit_event_" + category.code().toLowerCase(Locale.ROOT) + "_";
    }

    private static long start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
