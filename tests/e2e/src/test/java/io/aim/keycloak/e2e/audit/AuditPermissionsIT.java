package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint of the audit trail against every kind of caller. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPermissionsIT {
    private final Keycloak keycloak;
    private final AuditRealm trail;
    private final TestRealm otherRealm;
    private final TestAgent agent;
    private final String event;
    private final long size;
    private final Map<AuditCaller, AdminClient> users = new EnumMap<>(AuditCaller.class);

    AuditPermissionsIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.trail = AuditRealm.of(realm);
        this.otherRealm = TestRealm.create(keycloak, "other").setUp();
        this.agent = trail.agent();
        for (AuditCaller caller : AuditCaller.values()) {
            if (caller.logsIn()) {
                TestRealm home = caller == AuditCaller.ADMINISTRATOR_OF_ANOTHER_REALM ? otherRealm : realm;
                String username = caller.name().toLowerCase(Locale.ROOT);
                users.put(caller, home.adminAs(home.createUser(username, caller.roles())));
            }
        }
        this.size = trail.checkpoint().size();
        this.event = trail.page("max=1").path("items").get(0).path("id").asText();
    }

    @AfterAll
    void dropOtherRealm() {
        otherRealm.close();
    }

    static Stream<Arguments> everyCombination() {
        return Stream.of(AuditEndpoint.values())
                .flatMap(endpoint -> Stream.of(AuditCaller.values()).map(caller -> Arguments.of(endpoint, caller)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void answers(AuditEndpoint endpoint, AuditCaller caller) {
        Reply reply = send(caller, endpoint, agent.id(), event);

        assertThat(reply.status()).as("%s", reply.summary()).isEqualTo(caller.status(endpoint));
        if (reply.status() != 200) {
            assertThat(reply.text()).doesNotContain(agent.id(), agent.name(), event);
        }
    }

    static Stream<Arguments> everyCombinationWithAnId() {
        return everyCombination()
                .filter(arguments -> ((AuditEndpoint) arguments.get()[0]).path().matches(".*\\{(event|agent)}.*"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombinationWithAnId")
    void tellsOnlyThoseWhoMaySeeItThatSomethingDoesNotExist(AuditEndpoint endpoint, AuditCaller caller) {
        String nobody = UUID.randomUUID().toString();

        Reply reply = send(caller, endpoint, nobody, nobody);

        assertThat(reply.status()).as("%s", reply.summary()).isEqualTo(caller.statusOfNothing(endpoint));
    }

    private Reply send(AuditCaller caller, AuditEndpoint endpoint, String agentId, String eventId) {
        String path = endpoint.path()
                .replace("{agent}", agentId)
                .replace("{event}", eventId)
                .replace("{size}", Long.toString(size));
        String token = token(caller);
        Map<String, String> headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        return JsonHttp.send(
                endpoint.method(), keycloak.baseUrl() + trail.realm().aimPath(path), headers, null);
    }

    private String token(AuditCaller caller) {
        return switch (caller) {
            case NO_TOKEN -> null;
            case FORGED_TOKEN ->
                forged(users.get(AuditCaller.REALM_ADMINISTRATOR).token());
            case AN_AGENT -> agent.accessToken();
            default -> users.get(caller).token();
        };
    }

    /** The same token with another signature. */
    private static String forged(String token) {
        int signature = token.lastIndexOf('.') + 1;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';
        return token.substring(0, signature) + other + token.substring(signature + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit-logs", "/activity"})
    void anAgentSeesItsOwnTrailAndNobodyElses(String path) {
        TestAgent another = trail.agent();
        another.accessToken();
        String token = agent.accessToken();
        trail.awaitNumbers(Duration.ofSeconds(30)); // or an event gets its number between the two requests

        Reply own = JsonHttp.get(trail.realm().runtimeUrl("/agents/me" + path), token)
                .expect(200);
        Reply byId = JsonHttp.get(trail.realm().runtimeUrl("/agents/" + agent.id() + path), token)
                .expect(200);

        assertThat(own.body().path("items"))
                .isNotEmpty()
                .allSatisfy(
                        item -> assertThat(item.toString()).contains(agent.id()).doesNotContain(another.id()));
        assertThat(byId.body()).isEqualTo(own.body());
        JsonHttp.get(trail.realm().runtimeUrl("/agents/" + another.id() + path), token)
                .expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agents/me/audit-logs", "/agents/me/activity"})
    void onlyAnAgentInGoodStandingHasATrailOfItsOwn(String path) {
        String url = trail.realm().runtimeUrl(path);
        TestAgent fallen = trail.agent();
        String token = fallen.accessToken();
        trail.suspend(fallen, null);

        assertThat(JsonHttp.get(url).status()).isEqualTo(401);
        assertThat(JsonHttp.get(url, forged(agent.accessToken())).status()).isEqualTo(401);
        assertThat(JsonHttp.get(url, token).status()).isEqualTo(401);
        assertThat(JsonHttp.get(url, token(AuditCaller.REALM_ADMINISTRATOR)).status())
                .isEqualTo(403);
    }

    @Test
    void everybodyMayKeepACopyOfTheLatestCheckpoint() {
        String url = trail.realm().runtimeUrl("/audit-checkpoints/latest");

        Reply reply = JsonHttp.get(url).expect(200);

        assertThat(reply.text()).doesNotContain(agent.id(), agent.name());
        assertThat(new SignedCheckpoint(reply.body()).head().origin()).endsWith(trail.id());
    }
}
