package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Going from page to page shows every event once, newest first, whatever comes in meanwhile. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPagingIT {
    private static final int TOKENS = 30;

    private final Keycloak keycloak;
    private final AuditRealm trail;
    private final TestAgent agent;

    AuditPagingIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
        // at the same time, so that some share a millisecond
        IntStream.range(0, TOKENS).parallel().forEach(i -> agent.accessToken());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 500})
    void showsEveryEventOnceWhileNewOnesComeIn(int max) {
        List<String> before = AuditRealm.texts(trail.events(""), "id");
        JsonNode page = trail.page("max=" + max);
        List<JsonNode> seen = new ArrayList<>(AuditRealm.elements(page.path("items")));
        while (page.has("next")) {
            assertThat(page.path("items")).hasSize(max);
            agent.accessToken();
            page = trail.page("max=" + max + "&after=" + page.path("next").asText());
            seen.addAll(AuditRealm.elements(page.path("items")));
        }

        assertThat(AuditRealm.texts(seen, "id")).containsExactlyElementsOf(before);
        assertThat(before).hasSizeGreaterThan(TOKENS).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(seen)
                .extracting(event -> Instant.parse(event.path("time").asText()))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void aLastPageThatIsFullHasNoNext() {
        int total = trail.page("max=1&to=" + lastTime()).path("total").asInt();

        JsonNode page = trail.page("max=" + total + "&to=" + lastTime());

        assertThat(page.path("items")).hasSize(total);
        assertThat(page.has("next")).isFalse();
    }

    /** Events before it do not change any more. */
    private String lastTime() {
        return trail.events("action=agent.key").get(0).path("time").asText();
    }

    @Test
    void theTotalCountsAllPages() {
        String query = "action=agent.token&actor=" + agent.id();
        int total = trail.events(query).size();
        JsonNode first = trail.page(query + "&max=3");
        JsonNode second =
                trail.page(query + "&max=3&after=" + first.path("next").asText());

        assertThat(first.path("total").asInt()).isEqualTo(total).isGreaterThanOrEqualTo(TOKENS);
        assertThat(second.path("total").asInt()).isEqualTo(total);
        assertThat(first.path("totalIsEstimate").asBoolean(true)).isFalse();
    }

    @Test
    void anAgentPagesThroughItsOwnTrail() {
        String token = agent.accessToken();
        String url = trail.realm().runtimeUrl("/agents/me/activity?max=20");
        JsonNode first = JsonHttp.get(url, token).expect(200).body();
        JsonNode second = JsonHttp.get(url + "&after=" + first.path("next").asText(), token)
                .expect(200)
                .body();

        List<JsonNode> both = new ArrayList<>(AuditRealm.elements(first.path("items")));
        both.addAll(AuditRealm.elements(second.path("items")));
        assertThat(AuditRealm.texts(both, "id"))
                .isEqualTo(AuditRealm.texts(trail.events("actor=" + agent.id()), "id")
                        .subList(0, both.size()));
    }

    @Test
    void countingEndsAtTenThousand() throws SQLException {
        try (TestRealm crowded = TestRealm.create(keycloak, "crowded").setUp()) {
            AuditRealm many = new AuditRealm(crowded, null, null);
            long own = many.page("max=1").path("total").asLong();
            fill(many.id(), 10_000 - own);
            JsonNode exact = many.page("max=1");
            fill(many.id(), 1);
            JsonNode estimate = many.page("max=1");

            assertThat(exact.path("total").asLong()).isEqualTo(10_000);
            assertThat(exact.path("totalIsEstimate").asBoolean(true)).isFalse();
            assertThat(estimate.path("total").asLong()).isEqualTo(10_000);
            assertThat(estimate.path("totalIsEstimate").asBoolean(false)).isTrue();
        }
    }

    private void fill(String realmId, long events) throws SQLException {
        keycloak.jdbc()
                .update(
                        "insert into AIM_AUDIT_EVENT (ID, REALM_ID, EVENT_TIME, CATEGORY, ACTION, ACTOR_KIND, RESULT)"
                                + " select gen_random_uuid()::text, ?, n, 'decision', 'filler', 'system', 'success'"
                                + " from generate_series(1, ?) n",
                        realmId,
                        events);
    }
}
