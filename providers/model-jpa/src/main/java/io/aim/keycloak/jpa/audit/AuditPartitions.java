package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.jpa.PostgreSql;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;
import org.jboss.logging.Logger;

/**
 * Partitions of {@code AIM_AUDIT_EVENT}: one per category and month, on PostgreSQL. Events outside of all months are in
 * the category's rest partition.
 */
final class AuditPartitions {

    /** Months that are there before they begin. */
    private static final int MONTHS_AHEAD = 3;

    private static final int MONTH_LENGTH = "2026_11".length();

    /** Any number; all nodes that change partitions take the same one. */
    private static final long LOCK = 0x41494d5f4155444cL;

    private static final Logger LOG = Logger.getLogger(AuditPartitions.class);

    private AuditPartitions() {}

    static void prepareAhead(EntityManager em, Instant now) {
        if (!PostgreSql.isUsedBy(em) || !alone(em)) {
            return;
        }
        YearMonth current = YearMonth.from(now.atZone(ZoneOffset.UTC));
        for (AuditCategory category : AuditCategory.values()) {
            for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
                prepare(em, category, current.plusMonths(ahead));
            }
        }
    }

    private static void prepare(EntityManager em, AuditCategory category, YearMonth month) {
        String branch = branch(category);
        String name = branch + "_" + month.toString().replace("-", "_");
        if (exists(em, name)) {
            return;
        }
        long from = start(month);
        long to = start(month.plusMonths(1));
        // events of that month may be in the rest partition already: they move, then the month is attached
        execute(em, "create table {h-schema}" + name + " (like {h-schema}aim_audit_event including defaults)");
        execute(
                em,
                "with moved as (delete from {h-schema}" + branch + "_rest where event_time >= " + from
                        + " and event_time < " + to + " returning *) insert into {h-schema}" + name
                        + " select * from moved");
        execute(
                em,
                "alter table {h-schema}" + branch + " attach partition {h-schema}" + name + " for values from (" + from
                        + ") to (" + to + ")");
        LOG.infof("Audit partition %s is ready", name);
    }

    /** Drops the months of a category that are over in every realm and that no hold touches. */
    static Map<String, Long> dropExpired(EntityManager em, AuditCategory category, Instant now) {
        Map<String, Long> removed = new HashMap<>();
        if (!PostgreSql.isUsedBy(em) || !alone(em)) {
            return removed;
        }
        Integer longest = em.createNamedQuery("AimAuditRetention.longest", Integer.class)
                .setParameter("category", category.code())
                .getSingleResult();
        int days = Math.max(category.defaultRetentionDays(), longest == null ? 0 : longest);
        long before = now.minus(Duration.ofDays(days)).toEpochMilli();
        for (String name : months(em, category)) {
            YearMonth month =
                    YearMonth.parse(name.substring(name.length() - MONTH_LENGTH).replace('_', '-'));
            long from = start(month);
            long to = start(month.plusMonths(1));
            if (to <= before && !touched(em, name, from, to)) {
                count(em, name).forEach((realmId, events) -> removed.merge(realmId, events, Long::sum));
                execute(em, "drop table {h-schema}" + name);
                LOG.infof("Audit partition %s is over and dropped", name);
            }
        }
        return removed;
    }

    private static List<String> months(EntityManager em, AuditCategory category) {
        return catalog(
                        em,
                        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                                + " join pg_class b on b.oid = i.inhparent join pg_namespace n on n.oid = b.relnamespace"
                                + " where n.nspname = coalesce(:schema, current_schema()) and b.relname = :name"
                                + " and c.relname not like '%rest' order by c.relname")
                .setParameter("name", branch(category))
                .getResultList();
    }

    /** Whether a hold is on events of that time, or events there have no number yet. */
    private static boolean touched(EntityManager em, String name, long from, long to) {
        return em.createNamedQuery("AimAuditHold.overlapping", Long.class)
                                .setParameter("from", from)
                                .setParameter("to", to)
                                .getSingleResult()
                        > 0
                || em.unwrap(Session.class)
                        .createNativeQuery(
                                "select exists (select 1 from {h-schema}" + name
                                        + " e join {h-schema}aim_audit_pending p on p.realm_id = e.realm_id and"
                                        + " p.event_id = e.id)",
                                Boolean.class)
                        .getSingleResult()
                        .equals(true);
    }

    private static Map<String, Long> count(EntityManager em, String name) {
        Map<String, Long> events = new HashMap<>();
        em.unwrap(Session.class)
                .createNativeQuery(
                        "select realm_id, count(*) from {h-schema}" + name + " group by realm_id", Object[].class)
                .getResultList()
                .forEach(row -> events.put((String) row[0], ((Number) row[1]).longValue()));
        return events;
    }

    /**
     * One node at a time; false if another is at it. Locks on the table are not waited for either: searches would queue
     * up behind the wait.
     */
    private static boolean alone(EntityManager em) {
        execute(em, "set local lock_timeout = '2s'");
        return em.unwrap(Session.class)
                .createNativeQuery("select pg_try_advisory_xact_lock(:key)", Boolean.class)
                .setParameter("key", LOCK)
                .getSingleResult();
    }

    private static boolean exists(EntityManager em, String name) {
        return !catalog(
                        em,
                        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                                + " where n.nspname = coalesce(:schema, current_schema()) and c.relname = :name")
                .setParameter("name", name)
                .getResultList()
                .isEmpty();
    }

    /** Hibernate puts the schema nowhere inside of quotes, so that the catalog is asked by parameters. */
    private static NativeQuery<String> catalog(EntityManager em, String sql) {
        return em.unwrap(Session.class)
                .createNativeQuery(sql, String.class)
                .setParameter(
                        "schema",
                        (String) em.getEntityManagerFactory().getProperties().get("hibernate.default_schema"),
                        StandardBasicTypes.STRING);
    }

    private static void execute(EntityManager em, String sql) {
        em.unwrap(Session.class).createNativeMutationQuery(sql).executeUpdate();
    }

    private static String branch(AuditCategory category) {
        return "aim_audit_event_" + category.code();
    }

    private static long start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
