package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.Json;
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

/** Every administrators' endpoint of capabilities against every kind of caller. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityPermissionsIT {

    /** A request that nobody may take back who did not ask is refused to managers, too. */
    enum Endpoint implements AdminEndpoint {
        LIST_TYPES(Need.VIEW, 200, "GET", "/capability-types", null),
        CREATE_TYPE(Need.MANAGE, 201, "POST", "/capability-types", "{\"name\":\"own:{new}\",\"risk\":\"low\"}"),
        READ_TYPE(Need.VIEW, 200, "GET", "/capability-types/{type}", null),
        CHANGE_TYPE(Need.MANAGE, 204, "PUT", "/capability-types/{type}", "{\"risk\":\"high\"}"),
        REMOVE_TYPE(Need.MANAGE, 204, "DELETE", "/capability-types/{type}", null),
        LIST_GRANTS(Need.VIEW, 200, "GET", "/agents/{agent}/capabilities", null),
        GRANT(Need.MANAGE, 201, "POST", "/agents/{agent}/capabilities", "{\"capability\":\"db:read\"}"),
        REVOKE(Need.OPERATE, 204, "DELETE", "/agents/{agent}/capabilities/{grant}", null),
        LIST_REQUESTS_OF_AGENT(Need.VIEW, 200, "GET", "/agents/{agent}/capability-requests", null),
        ASK(Need.MANAGE, 201, "POST", "/agents/{newcomer}/capability-requests", "{\"capability\":\"db:read\"}"),
        LIST_REQUESTS(Need.VIEW, 200, "GET", "/capability-requests", null),
        APPROVE(Need.MANAGE, 200, "POST", "/capability-requests/{request}/approve", "{}"),
        REJECT(Need.MANAGE, 200, "POST", "/capability-requests/{request}/reject", "{\"reason\":\"no\"}"),
        WITHDRAW(Need.MANAGE, 403, "POST", "/capability-requests/{request}/withdraw", null),
        UNUSED(Need.VIEW, 200, "GET", "/capabilities/unused", null),
        REVOKE_UNUSED(Need.OPERATE, 200, "POST", "/capabilities/unused/revoke", "{\"dryRun\":true}");

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

    private final CapabilityRealm capabilities;
    private final TestRealm realm;
    private final TestAgent agent;
    private final AdminCallers callers;

    CapabilityPermissionsIT(TestRealm realm) {
        this.capabilities = CapabilityRealm.of(realm);
        this.realm = realm;
        this.agent = capabilities.agent();
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
        boolean ofAType = endpoint.request().path().contains("{type}");
        boolean told = caller.may(ofAType ? endpoint.request().need() : Need.VIEW);

        Reply reply = callers.send(caller, endpoint, kind -> UUID.randomUUID().toString());

        assertThat(reply.status()).as(reply.summary()).isEqualTo(told ? 404 : caller.refusal());
    }

    private String existing(String kind) {
        return switch (kind) {
            case "agent" -> agent.id();
            case "newcomer" -> capabilities.agent().id();
            case "grant" -> capabilities.granted(agent, "db:query");
            case "request" -> capabilities.asked(capabilities.agent(), "db:query");
            default -> {
                String name = "own:" + AdminCallers.freshName();
                realm.admin()
                        .post(
                                realm.aimPath("/capability-types"),
                                Json.object().put("name", name).put("risk", "low"))
                        .expect(201);
                yield name;
            }
        };
    }
}
