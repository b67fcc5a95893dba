package io.aim.keycloak.e2e.audit;

import io.aim.keycloak.testkit.JdbcAccess;
import java.sql.SQLException;

/** Many events of the latest weeks, made by the database: their leaves are random, so that no export of them verifies. */
final class BulkTrail {
    /** An agent that did next to nothing. */
    static final String QUIET = "quiet-agent";

    /** The correlation id of one event. */
    static final String CORRELATION = "correlation-17";

    private BulkTrail() {}

    /**
     * Adds events to a realm: tokens of 50 agents; of a hundred events two are refused, one is by a user about a role, and
     * of a thousand one is by the quiet agent.
     *
     * @param busy id of one of the 50 agents
     * @param numbered whether they wait for their numbers; if not, nobody will ever number them
     */
    static void load(JdbcAccess jdbc, String realmId, int events, String busy, boolean numbered) throws SQLException {
        jdbc.update("""
                with numbers as (
                    select n, (extract(epoch from now()) * 1000)::bigint - 2000000000 + n * (2000000000 / ?::int) as t
                    from generate_series(1, ?::int) n),
                made as (
                    select n, t, n % 100 = 7 as admin, n % 50 = 3 as refused,
                        case when n % 1000 = 11 then ? when n % 50 = 1 then ? else 'agent-' || n % 50 end as agent,
                        substr(lpad(to_hex(t), 12, '0'), 1, 8) || '-' || substr(lpad(to_hex(t), 12, '0'), 9, 4)
                            || '-7' || substr(md5(n::text || ?), 1, 3) || '-8' || substr(md5(n::text || ?), 4, 3) || '-'
                            || substr(md5(n::text || ?), 7, 12) as id
                    from numbers),
                pending as (
                    insert into AIM_AUDIT_PENDING (REALM_ID, EVENT_ID, HASH)
                    select ?, id, encode(sha256(id::bytea), 'base64') from made where ?)
                insert into AIM_AUDIT_EVENT (ID, REALM_ID, EVENT_TIME, CATEGORY, ACTION, ACTOR_KIND, ACTOR_ID,
                    TARGET_KIND, TARGET_ID, RESULT, REASON, CORRELATION_ID, DETAILS)
                select id, ?, t, case when admin then 'administration' else 'authentication' end,
                    case when admin then 'role.changed' when refused then 'agent.token.refused'
                        else 'agent.token.issued' end,
                    case when admin then 'user' else 'agent' end, case when admin then 'user-' || n % 5 else agent end,
                    case when admin then 'role' else 'agent' end, case when admin then 'role-1' else agent end,
                    case when refused then 'denied' else 'success' end,
                    case when refused then 'reason_' || n % 3 end, 'correlation-' || n,
                    '{"noise":"' || (select string_agg(md5(n::text || m), '') from generate_series(1, 16) m) || '"}'
                from made""", events, events, QUIET, busy, realmId, realmId, realmId, realmId, numbered, realmId);
    }
}
