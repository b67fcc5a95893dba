package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A search finds the events that fit every filter, and no others. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditFilterIT {
    private final AuditRealm trail;
    private final TestAgent agent;
    private final TestRealm.User manager;
    private final String tokenId;
    private final List<JsonNode> all;
    private final Instant middle;

    AuditFilterIT(TestRealm realm) {
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
        this.manager = realm.createUser("manager", "realm-admin");
        this.tokenId = realm.verifier().verify(agent.accessToken()).path("jti").asText();
        TestAgent another = trail.agent();
        another.accessToken();
        AdminClient client = realm.adminAs(manager);
        client.post(agent.adminPath("/suspend")).expect(200);
        agent.requestToken().expect(401);
        realm.tokens()
                .clientCredentials(another.assertion().signedBy(agent.key()).sign())
                .expect(401);
        trail.checkpoint(); // all have their numbers
        this.all = trail.events("");
        // the suspension: tokens were issued before, and refused after
        this.middle = all.stream()
                .filter(is("/action", "agent.status.changed"))
                .map(AuditFilterIT::time)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant time(JsonNode event) {
        return Instant.parse(event.path("time").asText());
    }

    private static Predicate<JsonNode> is(String pointer, String value) {
        return event -> value.equals(event.at(pointer).asText());
    }

    private static Arguments filter(String query, Predicate<JsonNode> wanted) {
        return Arguments.of(query, wanted);
    }

    Stream<Arguments> filters() {
        Predicate<JsonNode> tokens = event -> event.path("action").asText().startsWith("agent.token.");
        Predicate<JsonNode> ofAgent = is("/actor/id", agent.id()).or(is("/target/id", agent.id()));
        Predicate<JsonNode> early = event -> time(event).isBefore(middle);
        return Stream.of(
                filter("actor=" + agent.id(), is("/actor/id", agent.id())),
                filter("actor=manager", is("/actor/id", manager.id())),
                filter("actorKind=user", is("/actor/kind", "user")),
                filter("actorKind=agent", is("/actor/kind", "agent")),
                filter("category=authentication", is("/category", "authentication")),
                filter("category=administration", is("/category", "administration")),
                filter("action=agent.token.issued", is("/action", "agent.token.issued")),
                filter("action=agent.token", tokens),
                filter("action=agent", event -> event.path("action").asText().startsWith("agent.")),
                filter("target=" + agent.id(), is("/target/id", agent.id())),
                filter("targetKind=agent", is("/target/kind", "agent")),
                filter("targetKind=realm", is("/target/kind", "realm")),
                filter("result=denied", is("/result", "denied")),
                filter("result=success", is("/result", "success")),
                filter("reason=agent_suspended", is("/reason", "agent_suspended")),
                filter("correlationId=" + tokenId, is("/correlationId", tokenId)),
                filter("from=" + middle, early.negate()),
                filter("to=" + middle, early),
                filter(
                        "from=" + middle + "&to=" + middle.plusMillis(1),
                        event -> time(event).equals(middle)),
                filter(
                        "actor=manager&action=agent.status",
                        is("/actor/id", manager.id()).and(is("/action", "agent.status.changed"))),
                filter("action=agent.token&result=denied", tokens.and(is("/result", "denied"))),
                filter(
                        "category=authentication&to=" + middle,
                        is("/category", "authentication").and(early)),
                filter(
                        "actorKind=agent&actor=" + agent.id() + "&targetKind=agent&target=" + agent.id()
                                + "&category=authentication&action=agent.token&result=denied&reason=agent_suspended"
                                + "&from=2020-01-01T00:00:00%2B02:00&to=2999-12-31T23:59:59-12:00",
                        ofAgent.and(is("/reason", "agent_suspended"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void finds(String query, Predicate<JsonNode> wanted) {
        List<JsonNode> expected = all.stream().filter(wanted).toList();
        assertThat(expected).isNotEmpty().hasSizeLessThan(all.size());

        assertThat(trail.events(query)).containsExactlyElementsOf(expected);
        assertThat(trail.page("max=1&" + query).path("total").asLong()).isEqualTo(expected.size());
    }

    @Test
    void showsOfAnAgentWhatItDidAndWhatWasDoneToIt() {
        List<JsonNode> concerned = all.stream()
                .filter(is("/actor/id", agent.id()).or(is("/target/id", agent.id())))
                .toList();
        List<JsonNode> did =
                concerned.stream().filter(is("/actor/id", agent.id())).toList();
        String path = "/agents/" + agent.id();

        assertThat(items(path + "/audit-logs?max=500")).containsExactlyElementsOf(concerned);
        assertThat(items(path + "/activity?max=500")).containsExactlyElementsOf(did);
        assertThat(did).isNotEmpty().hasSizeLessThan(concerned.size());
        assertThat(items(path + "/audit-logs?max=500&actor=manager"))
                .containsExactlyElementsOf(
                        concerned.stream().filter(is("/actor/id", manager.id())).toList());
    }

    private List<JsonNode> items(String path) {
        return AuditRealm.elements(trail.get(path).expect(200).body().path("items"));
    }

    @Test
    void blankFiltersAreNone() {
        assertThat(trail.events("actor=&action=&from=&to=&result=&after=%20")).isEqualTo(all);
    }

    static Stream<String> injections() {
        return Stream.of(
                "' or '1'='1",
                "'; drop table AIM_AUDIT_EVENT; --",
                "x' union select SECRET_KEY from AIM_AUDIT_SUBJECT_KEY --",
                "\" or \"\"=\"",
                ":realmId",
                "?1",
                "%",
                "_%",
                "*",
                "\\",
                "e.realmId",
                "${jndi:ldap://127.0.0.1/x}",
                "\uD83D\uDC7E");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("injections")
    void aFilterIsATextAndNeverPartOfAQuery(String text) {
        for (String filter : List.of("actor", "target", "targetKind", "reason", "correlationId")) {
            JsonNode page = trail.page(filter + "=" + JsonHttp.escape(text));

            assertThat(page.path("items")).as(filter).isEmpty();
            assertThat(page.path("total").asLong(-1)).as(filter).isZero();
        }
        assertThat(trail.events("")).isEqualTo(all);
    }
}
