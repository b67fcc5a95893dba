package io.aim.keycloak.jpa;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionImplementor;

/** What only PostgreSQL can do; another database does without. */
public final class PostgreSql {

    private PostgreSql() {}

    /** Whether that is the database. */
    public static boolean isUsedBy(EntityManager em) {
        return em.unwrap(SessionImplementor.class).getJdbcServices().getDialect() instanceof PostgreSQLDialect;
    }

    /**
     * Has the statements of this transaction planned for the values they ask for, by indexes. Values of a search differ by
     * orders of magnitude in how often they are there: a plan for all of them fits none, and one that was made while the
     * realm was small stays. That reading a table in its own order finds enough of them soon is a gamble on where they stand.
     */
    public static void planByValue(EntityManager em) {
        if (isUsedBy(em)) {
            em.unwrap(Session.class)
                    .createNativeMutationQuery(
                            "set local plan_cache_mode = force_custom_plan; set local enable_seqscan = off")
                    .executeUpdate();
        }
    }
}
