package io.aim.keycloak.e2e.audit;

import io.aim.keycloak.testkit.JdbcAccess;
import java.sql.SQLException;

/**
 * A database that takes no events of one realm, until closed.
 *
 * @param jdbc the database
 */
record RefusedInserts(JdbcAccess jdbc) implements AutoCloseable {

    static RefusedInserts of(AuditRealm trail) throws SQLException {
        return of(trail, "raise exception 'the disk of the audit trail is full';");
    }

    /** The first event alone is refused. */
    static RefusedInserts once(AuditRealm trail) throws SQLException {
        trail.jdbc().execute("create sequence aim_test_events"); // counts in transactions that are rolled back as well
        return of(trail, "if nextval('aim_test_events') = 1 then raise exception 'only now'; end if; return new;");
    }

    private static RefusedInserts of(AuditRealm trail, String body) throws SQLException {
        trail.jdbc()
                .execute("create function aim_test_refuse() returns trigger language plpgsql as $$ begin " + body
                        + " end $$");
        trail.jdbc()
                .execute("create trigger aim_test_refuse before insert on AIM_AUDIT_EVENT for each row"
                        + " when (new.REALM_ID = '" + trail.id() + "') execute function aim_test_refuse()");
        return new RefusedInserts(trail.jdbc());
    }

    @Override
    public void close() throws SQLException {
        jdbc.execute("drop function aim_test_refuse cascade");
        jdbc.execute("drop sequence if exists aim_test_events");
    }
}
