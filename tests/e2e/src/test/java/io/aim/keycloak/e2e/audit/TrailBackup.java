package io.aim.keycloak.e2e.audit;

import io.aim.keycloak.testkit.JdbcAccess;
import java.sql.SQLException;
import java.util.List;

/**
 * Puts back what a test changes in the rows of a realm's trail.
 *
 * @param jdbc the database
 * @param realmId the realm
 */
record TrailBackup(JdbcAccess jdbc, String realmId) {
    private static final List<String> TABLES = List.of(
            "AIM_AUDIT_EVENT",
            "AIM_AUDIT_PENDING",
            "AIM_AUDIT_LEAF",
            "AIM_AUDIT_SUBTREE",
            "AIM_AUDIT_TREE",
            "AIM_AUDIT_CHECKPOINT",
            "AIM_AUDIT_SUBJECT_KEY");

    /** Copies the rows; nothing may be pending. */
    static TrailBackup of(AuditRealm trail) throws SQLException {
        TrailBackup backup = new TrailBackup(trail.jdbc(), trail.id());
        for (String table : TABLES) {
            backup.jdbc.execute("create table " + backup.copy(table) + " as select * from " + table
                    + " where REALM_ID = '" + backup.realmId + "'");
        }
        return backup;
    }

    private String copy(String table) {
        return "BACKUP_" + table + "_" + realmId.replace("-", "").substring(0, 12);
    }

    /** All tables at once: the server goes on working meanwhile. */
    void restore() throws SQLException {
        // the lock that the sequencer takes first, too: else the two could wait for each other
        StringBuilder all =
                new StringBuilder("select 1 from AIM_AUDIT_TREE where REALM_ID = '" + realmId + "' for update; ");
        for (String table : TABLES) {
            all.append("delete from ")
                    .append(table)
                    .append(" where REALM_ID = '")
                    .append(realmId)
                    .append("'; insert into ")
                    .append(table)
                    .append(" select * from ")
                    .append(copy(table))
                    .append("; ");
        }
        jdbc.execute(all.toString());
    }

    /** Removes the copies. */
    void drop() throws SQLException {
        for (String table : TABLES) {
            jdbc.execute("drop table " + copy(table));
        }
    }
}
