package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no filter, no page, no id and no checkpoint is refused, and the answer names the parameter. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditRequestRulesIT {
    private final AuditRealm trail;
    private final TestAgent agent;

    AuditRequestRulesIT(TestRealm realm) {
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
    }

    static Stream<Arguments> badFilters() {
        return Stream.of(
                Arguments.of("actorKind", "robot"),
                Arguments.of("actorKind", "AGENT"),
                Arguments.of("category", "gossip"),
                Arguments.of("result", "maybe"),
                Arguments.of("action", "agent.tok"),
                Arguments.of("action", "agent.token."),
                Arguments.of("action", "agent%"),
                Arguments.of("action", "AGENT"),
                Arguments.of("from", "yesterday"),
                Arguments.of("from", "2026-11-22"),
                Arguments.of("from", "2026-11-22T06:30:00"),
                Arguments.of("from", "1763793000000"),
                Arguments.of("from", "-999999999-01-01T00:00:00Z"),
                Arguments.of("to", "2026-02-30T00:00:00Z"),
                Arguments.of("to", "+999999999-01-01T00:00:00Z"),
                Arguments.of("actor", "x".repeat(256)),
                Arguments.of("actor", "line\nbreak"),
                Arguments.of("target", "two\nlines"),
                Arguments.of("targetKind", "x".repeat(256)),
                Arguments.of("reason", "tab\t"),
                Arguments.of("correlationId", "x".repeat(256)));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("badFilters")
    void refusesAFilter(String field, String value) {
        String query = "?" + field + "=" + JsonHttp.escape(value);

        assertRefused(trail.get("/audit-logs" + query), field);
        assertRefused(trail.get("/audit-logs/export" + query), field);
        assertRefused(trail.get("/agents/" + agent.id() + "/audit-logs" + query), field);
        assertRefused(
                JsonHttp.get(trail.realm().runtimeUrl("/agents/me/audit-logs" + query), agent.accessToken()), field);
    }

    @Test
    void refusesATimeRangeThatIsEmpty() {
        String time = "2026-11-22T06:30:00Z";

        assertRefused(trail.get("/audit-logs?from=" + time + "&to=" + time), "to");
        assertRefused(trail.get("/audit-logs/export?from=" + time + "&to=2026-11-22T06:29:59Z"), "to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "501", "ten", "1.5", "99999999999", "0x10"})
    void refusesAPageSizeOutOf1To500(String max) {
        Stream.of(
                        "/audit-logs",
                        "/audit-checkpoints",
                        "/agents/" + agent.id() + "/audit-logs",
                        "/agents/" + agent.id() + "/activity")
                .forEach(path -> assertRefused(trail.get(path + "?max=" + max), "max"));
        assertRefused(
                JsonHttp.get(trail.realm().runtimeUrl("/agents/me/activity?max=" + max), agent.accessToken()), "max");
    }

    Stream<String> badCursors() {
        return Stream.of(
                "garbage",
                "!!!",
                encoded("nowhere"),
                encoded(trail.id()),
                encoded(trail.id() + ":"),
                encoded(trail.id() + ":' or 1=1"),
                encoded(":" + UUID.randomUUID()),
                UUID.randomUUID().toString());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("badCursors")
    void refusesACursorThatItDidNotMake(String cursor) {
        assertRefused(trail.get("/audit-logs?after=" + JsonHttp.escape(cursor)), "after");
        assertRefused(trail.get("/agents/" + agent.id() + "/activity?after=" + JsonHttp.escape(cursor)), "after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "1e3", "99999999999999999999"})
    void refusesACheckpointCursorThatIsNoNumber(String cursor) {
        assertRefused(trail.get("/audit-checkpoints?after=" + cursor), "after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "NDJSON", "../ndjson"})
    void refusesAFormatThatItDoesNotWrite(String format) {
        assertRefused(trail.get("/audit-logs/export?format=" + format), "format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-uuid",
                "1-1-1-1-1",
                "%00",
                "%27%20or%20%271%27=%271",
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff"
            })
    void findsNothingByWhatIsNoId(String id) {
        trail.get("/audit-logs/" + id).expect(404);
        trail.get("/audit-logs/" + id + "/proof").expect(404);
        trail.get("/agents/" + id + "/audit-logs").expect(404);
        trail.get("/agents/" + id + "/activity").expect(404);
    }

    @Test
    void anIdIsSpelledAsItWasGiven() {
        String id = trail.events("").get(0).path("id").asText();

        trail.get("/audit-logs/" + id).expect(200);
        trail.get("/audit-logs/" + id.toUpperCase(Locale.ROOT)).expect(404);
        trail.get("/audit-logs/" + id + "%20").expect(404);
    }

    static Stream<Arguments> badConsistencyRequests() {
        return Stream.of(
                Arguments.of("", "from"),
                Arguments.of("?from=SIZE", "to"),
                Arguments.of("?from=x&to=SIZE", "from"),
                Arguments.of("?from=SIZE&to=-1", "to"),
                Arguments.of("?from=0&to=SIZE", "from"),
                Arguments.of("?from=SIZE&to=9223372036854775807", "to"),
                Arguments.of("?from=9223372036854775807&to=SIZE", "from"),
                Arguments.of("?from=-9223372036854775808&to=SIZE", "from"));
    }

    @ParameterizedTest
    @MethodSource("badConsistencyRequests")
    void refusesAConsistencyProofBetweenWhatAreNoCheckpoints(String query, String field) {
        String size = Long.toString(trail.checkpoint().size());

        assertRefused(trail.get("/audit-checkpoints/consistency" + query.replace("SIZE", size)), field);
    }

    @Test
    void refusesAConsistencyProofBackwards() {
        long first = trail.checkpoint().size();
        trail.agent();
        long second = trail.checkpoint().size();

        assertRefused(trail.get("/audit-checkpoints/consistency?from=" + second + "&to=" + first), "to");
    }

    private static void assertRefused(Reply reply, String field) {
        assertThat(reply.status()).as(reply.summary()).isEqualTo(400);
        assertThat(reply.body().path("field").asText()).as(reply.summary()).isEqualTo(field);
    }
}
