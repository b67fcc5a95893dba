package io.aim.keycloak.e2e.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.caller.AdminCaller;
import io.aim.keycloak.e2e.caller.AdminCallers;
import io.aim.keycloak.e2e.caller.AdminEndpoint;
import io.aim.keycloak.e2e.caller.AdminRequest;
import io.aim.keycloak.e2e.caller.Need;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every administrators' endpoint of decisions and violations against every kind of caller. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionPermissionsIT {

    enum Endpoint implements AdminEndpoint {
        LIST_DECISIONS(Need.VIEW, 200, "GET", "/decisions", null),
        READ_DECISION(Need.VIEW, 200, "GET", "/decisions/{decision}", null),
        APPROVE(Need.MANAGE, 200, "POST", "/decisions/{decision}/approve", "{}"),
        REJECT(Need.MANAGE, 200, "POST", "/decisions/{decision}/reject", "{\"reason\":\"no\"}"),
        LIST_VIOLATIONS(Need.VIEW, 200, "GET", "/violations", null),
        LIST_VIOLATIONS_AS_CSV(Need.VIEW, 200, "GET", "/violations?format=csv", null),
        READ_VIOLATION(Need.VIEW, 200, "GET", "/violations/{violation}", null),
        TREND(Need.VIEW, 200, "GET", "/violations/trend", null),
        LIST_VIOLATIONS_OF_AGENT(Need.VIEW, 200, "GET", "/agents/{agent}/violations", null);

        @SuppressWarnings("ImmutableEnumChecker") // a record of values
        private final AdminRequest request;

        Endpoint(Need need, int success, String method, String path, String json) {
            this.request = new AdminRequest(need, success, method, path, json);
        }

        @Override
        public AdminRequest request() {
            return request;
        }
    }

    private final DecisionRealm decisions;
    private final TestAgent agent;
    private final AdminCallers callers;

    DecisionPermissionsIT(TestRealm realm) {
        this.decisions = DecisionRealm.of(realm);
        this.agent = decisions.agent("system:admin");
        this.callers = new AdminCallers(agent);
    }

    @AfterAll
    void dropOtherRealm() {
        callers.close();
    }

    static Stream<Arguments> everyCombination() {
        return AdminCallers.everyCombination(Endpoint.values());
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void answers(Endpoint endpoint, AdminCaller caller) {
        Reply reply = callers.send(caller, endpoint, this::existing);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(caller.status(endpoint));
    }

    static Stream<Arguments> everyCombinationWithAnId() {
        return AdminCallers.everyCombinationWithAnId(Endpoint.values());
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombinationWithAnId")
    void tellsOnlyThoseWhoMayQueryWhatDoesNotExist(Endpoint endpoint, AdminCaller caller) {
        Reply reply = callers.send(caller, endpoint, kind -> UUID.randomUUID().toString());

        assertThat(reply.status()).as(reply.summary()).isEqualTo(caller.may(Need.VIEW) ? 404 : caller.refusal());
    }

    private String existing(String kind) {
        return switch (kind) {
            case "agent" -> agent.id();
            case "decision" -> decisions.pending(agent);
            default -> {
                decisions.ask(agent, DecisionRealm.action("db:query")).expect(200);
                yield decisions
                        .violations(agent, "?max=1")
                        .path("items")
                        .get(0)
                        .path("id")
                        .asText();
            }
        };
    }
}
