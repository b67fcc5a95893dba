package io.aim.keycloak.e2e.audit;

import io.aim.keycloak.e2e.audit.TokenLoad.Answer;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.StoppedProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A process of PostgreSQL that stopped in the middle of writing an event: it neither answers nor goes away, until closed.
 *
 * @param process the process
 * @param answer of the request whose event it was
 */
record HangingWriter(StoppedProcess process, Answer answer) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Sends the request, and stops the process of that application's connection that writes its event. */
    static HangingWriter of(JdbcAccess jdbc, String application, Supplier<Answer> request) throws Exception {
        CompletableFuture<Answer> answer;
        StoppedProcess process;
        try (Connection connection = jdbc.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table AIM_AUDIT_EVENT in access exclusive mode");
            answer = CompletableFuture.supplyAsync(request);
            Eventually.within(
                    PATIENCE,
                    "the writer waits",
                    () -> !waiting(jdbc, application).isEmpty());
            process = StoppedProcess.of(waiting(jdbc, application).get(0), "postgres");
            connection.rollback();
        }
        try {
            return new HangingWriter(process, answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (Exception e) {
            process.close();
            throw e;
        }
    }

    private static List<Long> waiting(JdbcAccess jdbc, String application) {
        try {
            List<Map<String, Object>> rows = jdbc.query(
                    "select pid from pg_stat_activity where application_name = ? and wait_event_type = 'Lock'"
                            + " and query ilike 'insert into aim_audit_event%'",
                    application);
            return rows.stream()
                    .map(row -> ((Number) row.get("pid")).longValue())
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}
