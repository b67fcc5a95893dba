package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.server.DurablePostgres;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The searches that people do in a trail: each filter, first pages and deep ones, all with their total. */
final class TrailSearches {
    private static final double MIDDLE = 0.5;
    private static final double DEEP = 0.99;

    private final DurablePostgres postgres;
    private final LargeTrail trail;

    TrailSearches(DurablePostgres postgres, LargeTrail trail) {
        this.postgres = postgres;
        this.trail = trail;
    }

    /** Paths below the administrators' root, by what they are. */
    Map<String, String> all() throws SQLException {
        String busy = trail.sample().agents().get(0);
        String quiet = trail.sample().agents().get(trail.sample().agents().size() - 1);
        String person = trail.sample().people().get(0);
        String correlation = text("CORRELATION_ID", MIDDLE);
        Instant month = Instant.now().minus(180, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
        String middle = "&after=" + cursor(MIDDLE);
        String deep = "&after=" + cursor(DEEP);
        Map<String, String> all = new LinkedHashMap<>();
        page(all, "no filter", "");
        page(all, "no filter, from the middle", middle);
        page(all, "no filter, from 99 %", deep);
        page(all, "no filter, page of 500", "&max=500");
        page(all, "actor: busy agent", "&actor=" + busy);
        page(all, "actor: busy agent, from the middle", "&actor=" + busy + middle);
        page(all, "actor: quiet agent", "&actor=" + quiet);
        page(all, "actor: person", "&actor=" + person);
        page(all, "actorKind=user", "&actorKind=user");
        page(all, "actorKind=anonymous", "&actorKind=anonymous");
        page(all, "actorKind=system", "&actorKind=system");
        page(all, "actorKind=agent, from 99 %", "&actorKind=agent" + deep);
        page(all, "category=administration", "&category=administration");
        page(all, "category=authentication, from 99 %", "&category=authentication" + deep);
        page(all, "category=decision", "&category=decision");
        page(all, "action=agent.token.refused", "&action=agent.token.refused");
        page(all, "action=agent.token", "&action=agent.token");
        page(all, "action=agent, from the middle", "&action=agent" + middle);
        page(all, "action=role.changed", "&action=role.changed");
        page(all, "action=audit", "&action=audit");
        page(all, "target: quiet agent", "&target=" + quiet);
        page(all, "target: person", "&target=" + person);
        page(all, "targetKind=user", "&targetKind=user");
        page(all, "targetKind=realm, from the middle", "&targetKind=realm" + middle);
        page(all, "targetKind=audit", "&targetKind=audit");
        page(all, "result=denied", "&result=denied");
        page(all, "result=denied, from 99 %", "&result=denied" + deep);
        page(all, "result=failure", "&result=failure");
        page(all, "reason=agent_suspended", "&reason=agent_suspended");
        page(all, "reason that is nowhere", "&reason=nothing_like_it");
        page(all, "correlationId", "&correlationId=" + correlation);
        page(all, "a month", "&from=" + month + "&to=" + month.plus(30, ChronoUnit.DAYS));
        page(all, "an hour", "&from=" + month + "&to=" + month.plus(1, ChronoUnit.HOURS));
        page(
                all,
                "denied of a busy agent in a month",
                "&result=denied&actor=" + busy + "&from=" + month + "&to=" + month.plus(30, ChronoUnit.DAYS));
        page(all, "refused, user, which never is", "&action=agent.token.refused&actorKind=user");
        return all;
    }

    private static void page(Map<String, String> all, String name, String query) {
        all.put(
                name,
                "/audit-logs?max="
                        + (query.contains("max=") ? query.substring(query.indexOf("max=") + 4) : "20" + query));
    }

    /** The cursor that a reader has who went so far from the newest to the oldest event. */
    private String cursor(double depth) throws SQLException {
        String id = text("ID", depth);
        long time = UUID.fromString(id).getMostSignificantBits() >>> 16;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((trail.realmId() + ":" + time + ":" + id).getBytes(StandardCharsets.UTF_8));
    }

    private String text(String column, double depth) throws SQLException {
        return (String) postgres.jdbc()
                .query(
                        "select " + column + " as FOUND from AIM_AUDIT_EVENT where REALM_ID = ? and CATEGORY ="
                                + " 'authentication' order by EVENT_TIME desc, ID desc offset ? limit 1",
                        trail.realmId(),
                        (long) (trail.rows() * 0.95 * depth))
                .get(0)
                .get("found");
    }
}
