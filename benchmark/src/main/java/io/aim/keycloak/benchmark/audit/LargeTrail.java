package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import io.aim.keycloak.cli.client.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A realm whose trail was loaded and then numbered by the server.
 *
 * @param realm name of the realm
 * @param realmId its id
 * @param rows loaded events
 * @param sample what they were made of
 * @param loaded time that the COPY took
 * @param numbered time that the server took for their numbers
 */
record LargeTrail(String realm, String realmId, int rows, SampleTrail sample, Duration loaded, Duration numbered) {
    private static final long POLL_MILLIS = 100;

    static LargeTrail create(
            BenchmarkServer server, DurablePostgres postgres, String realm, int rows, Consumer<String> progress)
            throws SQLException, IOException, InterruptedException {
        server.admin()
                .post("/admin/realms", Json.object().put("realm", realm).put("enabled", true))
                .expect(201);
        server.admin().post("/admin/realms/" + realm + "/aim/setup").expect(200);
        String realmId = server.admin()
                .get("/admin/realms/" + realm)
                .expect(200)
                .body()
                .path("id")
                .asText();
        Instant end = Instant.now().minusSeconds(1);
        SampleTrail sample = new SampleTrail(realmId, rows, end);
        TrailLoader loader = new TrailLoader(postgres);
        loader.prepareMonths(end);
        progress.accept("loading " + rows + " events into " + realm);
        long start = System.nanoTime();
        loader.load(realmId, sample, rows);
        Duration loaded = Duration.ofNanos(System.nanoTime() - start);
        progress.accept("the server numbers them");
        start = System.nanoTime();
        loader.release();
        while (pending(postgres, realmId) > 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        Duration numbered = Duration.ofNanos(System.nanoTime() - start);
        postgres.jdbc().execute("vacuum (analyze)");
        return new LargeTrail(realm, realmId, rows, sample, loaded, numbered);
    }

    private static long pending(DurablePostgres postgres, String realmId) throws SQLException {
        return postgres.jdbc()
                .number(
                        "select count(*) from (select 1 from AIM_AUDIT_PENDING where REALM_ID = ? limit 1) waiting",
                        realmId);
    }

    /** Events a second. */
    double rate(Duration duration) {
        return rows * 1e9 / duration.toNanos();
    }
}
