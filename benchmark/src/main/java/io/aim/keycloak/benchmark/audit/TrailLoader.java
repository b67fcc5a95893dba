package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.server.DurablePostgres;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.audit.CanonicalJson;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.core.audit.tree.MerkleHasher;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Puts a trail into the tables of the writer by COPY: events with their leaf hashes, which the server then numbers. */
final class TrailLoader {
    private static final int CHUNK = 10_000;
    private static final String STAGE = "BENCHMARK_PENDING";
    private static final String COPY_EVENTS = "copy AIM_AUDIT_EVENT (ID, REALM_ID, EVENT_TIME, CATEGORY, ACTION,"
            + " ACTOR_KIND, ACTOR_ID, ACTOR_NAME, ACTOR_COMMITMENT, ACTOR_DATA, ON_BEHALF_OF, TARGET_KIND, TARGET_ID,"
            + " TARGET_NAME, TARGET_COMMITMENT, TARGET_DATA, RESULT, REASON, CORRELATION_ID, SOURCE_IP, USER_AGENT,"
            + " KEY_THUMBPRINT, TRUST_SCORE, DETAILS) from stdin";
    private static final String COPY_PENDING = "copy " + STAGE + " (REALM_ID, EVENT_ID, HASH) from stdin";

    private final DurablePostgres postgres;
    private final SampleVault vault = new SampleVault();

    TrailLoader(DurablePostgres postgres) {
        this.postgres = postgres;
    }

    /** Makes the months of a trail that ends at that time, as the server makes those to come. */
    void prepareMonths(Instant end) throws SQLException {
        YearMonth last = YearMonth.from(end.atZone(ZoneOffset.UTC));
        for (YearMonth month = YearMonth.from(end.minus(SampleTrail.YEAR).atZone(ZoneOffset.UTC));
                !month.isAfter(last);
                month = month.plusMonths(1)) {
            for (AuditCategory category : AuditCategory.values()) {
                String branch = "AIM_AUDIT_EVENT_" + category.code();
                postgres.jdbc()
                        .execute("create table if not exists " + branch + "_"
                                + month.toString().replace('-', '_') + " partition of " + branch + " for values from ("
                                + start(month) + ") to (" + start(month.plusMonths(1)) + ")");
            }
        }
    }

    private static long start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** Loads the events of a realm; nothing of them is pending yet. */
    void load(String realmId, SampleTrail trail, int rows) throws SQLException, IOException {
        try (Connection connection = postgres.jdbc().connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            postgres.jdbc().execute("drop table if exists " + STAGE);
            postgres.jdbc().execute("create table " + STAGE + " (like AIM_AUDIT_PENDING)");
            StringBuilder events = new StringBuilder();
            StringBuilder pending = new StringBuilder();
            for (int i = 1; i <= rows; i++) {
                SealedEvent sealed = SealedEvent.of(trail.next());
                event(events, sealed);
                line(
                        pending,
                        realmId,
                        sealed.event().id(),
                        MerkleHasher.leaf(CanonicalJson.of(sealed.toJson()).getBytes(StandardCharsets.UTF_8))
                                .toString());
                if (i % CHUNK == 0 || i == rows) {
                    copy.copyIn(COPY_EVENTS, new StringReader(events.toString()));
                    copy.copyIn(COPY_PENDING, new StringReader(pending.toString()));
                    events.setLength(0);
                    pending.setLength(0);
                }
            }
        }
        for (Map.Entry<String, String> key : vault.keys().entrySet()) {
            postgres.jdbc()
                    .update(
                            "insert into AIM_AUDIT_SUBJECT_KEY (REALM_ID, SUBJECT_ID, SECRET_KEY, CREATED_AT)"
                                    + " values (?, ?, ?, 0) on conflict do nothing",
                            realmId,
                            key.getKey(),
                            key.getValue());
        }
    }

    /** Makes the loaded events pending, all at once: from now on the server numbers them. */
    void release() throws SQLException {
        postgres.jdbc()
                .execute(
                        "insert into AIM_AUDIT_PENDING (REALM_ID, EVENT_ID, HASH) select REALM_ID, EVENT_ID, HASH from "
                                + STAGE);
        postgres.jdbc().execute("drop table " + STAGE);
    }

    private void event(StringBuilder out, SealedEvent sealed) {
        AuditEvent event = sealed.event();
        AuditTarget target = event.target();
        String targetId = target == null ? null : target.id();
        line(
                out,
                event.id(),
                event.realmId(),
                event.time().toEpochMilli(),
                event.category().code(),
                event.action(),
                event.actor().kind().code(),
                event.actor().id(),
                event.actor().name(),
                sealed.actorCommitment(),
                vault.encrypt(event.actor().id(), sealed.actorData()),
                event.onBehalfOf(),
                target == null ? null : target.kind(),
                targetId,
                target == null ? null : target.name(),
                sealed.targetCommitment(),
                vault.encrypt(targetId, sealed.targetData()),
                event.result().code(),
                event.reason(),
                event.correlationId(),
                event.sourceIp(),
                event.userAgent(),
                event.keyThumbprint(),
                event.trustScore(),
                event.details().isEmpty() ? null : Json.tree(event.details()).toString());
    }

    /** A line of COPY's text format. */
    private static void line(StringBuilder out, @Nullable Object... columns) {
        out.append(Stream.of(columns).map(TrailLoader::column).collect(Collectors.joining("\t", "", "\n")));
    }

    private static String column(@Nullable Object value) {
        return value == null
                ? "\\N"
                : value.toString()
                        .replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }
}
