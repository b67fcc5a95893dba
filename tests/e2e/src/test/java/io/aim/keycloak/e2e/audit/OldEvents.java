package io.aim.keycloak.e2e.audit;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.CanonicalJson;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.core.audit.tree.MerkleHasher;
import io.aim.keycloak.testkit.JdbcAccess;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A trail that is years old: token events and their months, as the server would have written them then.
 *
 * @param jdbc the database
 */
record OldEvents(JdbcAccess jdbc) {

    /** The month's part of the table, which the server would have made before the month began. */
    String month(YearMonth month) throws SQLException {
        String name = "aim_audit_event_authentication_" + month.toString().replace('-', '_');
        jdbc.execute("create table " + name + " (like aim_audit_event including defaults)");
        jdbc.execute("alter table aim_audit_event_authentication attach partition " + name + " for values from ("
                + start(month).toEpochMilli() + ") to ("
                + start(month.plusMonths(1)).toEpochMilli() + ")");
        return name;
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The event of a token that an agent got then; its id. */
    String token(String realmId, YearMonth month, int day) throws SQLException {
        AuditEvent event = AuditEvent.of(
                        AuditAction.AGENT_TOKEN_ISSUED,
                        realmId,
                        month.atDay(day).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        new AuditActor(AuditActorKind.AGENT, "old-agent", "old-agent"))
                .build();
        jdbc.update(
                "insert into AIM_AUDIT_EVENT (ID, REALM_ID, EVENT_TIME, CATEGORY, ACTION, ACTOR_KIND, ACTOR_ID,"
                        + " ACTOR_NAME, RESULT) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                event.id(),
                realmId,
                event.time().toEpochMilli(),
                event.category().code(),
                event.action(),
                event.actor().kind().code(),
                event.actor().id(),
                event.actor().name(),
                event.result().code());
        byte[] leaf = CanonicalJson.of(SealedEvent.of(event).toJson()).getBytes(StandardCharsets.UTF_8);
        jdbc.update(
                "insert into AIM_AUDIT_PENDING (REALM_ID, EVENT_ID, HASH) values (?, ?, ?)",
                realmId,
                event.id(),
                MerkleHasher.leaf(leaf).toString());
        return event.id();
    }
}
