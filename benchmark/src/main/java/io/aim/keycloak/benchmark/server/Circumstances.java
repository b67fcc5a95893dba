package io.aim.keycloak.benchmark.server;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** When and where a run took place. */
public final class Circumstances {
    private Circumstances() {}

    /** Names and values; {@code busyBefore} is the share of the processors that was in use before the start. */
    public static Map<String, String> of(double busyBefore, BenchmarkServer server, DurablePostgres postgres)
            throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("busy before", Math.round(100 * busyBefore) + " % of the processors");
        facts.put("keycloak", server.version());
        facts.putAll(Machine.facts());
        facts.putAll(postgres.facts());
        return facts;
    }
}
