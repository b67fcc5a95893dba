package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.jpa.PostgreSql;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/** The connection of a transaction that must not hang. */
final class AuditConnection {

    private static final Logger LOG = Logger.getLogger(AuditConnection.class);

    private AuditConnection() {}

    /** Limits statements on PostgreSQL; what is returned helps where nobody answers at all. */
    static Runnable limitWaiting(EntityManager em, Duration limit) {
        boolean limitable = PostgreSql.isUsedBy(em);
        Connection connection = em.unwrap(Session.class).doReturningWork(own -> {
            if (limitable) {
                try (Statement statement = own.createStatement()) {
                    statement.execute("set local lock_timeout = " + limit.toMillis()
                            + "; set local statement_timeout = " + limit.toMillis());
                }
            }
            return own;
        });
        return () -> abort(connection);
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A connection that hangs cannot be closed", e);
        }
    }
}
