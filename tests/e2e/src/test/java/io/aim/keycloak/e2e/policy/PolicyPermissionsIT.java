package io.aim.keycloak.e2e.policy;

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

/** Every endpoint of policies against every kind of caller. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyPermissionsIT {

    private static final String LOW_TRUST =
            "{\"name\":\"policy {new}\",\"type\":\"low_trust\",\"enforcement\":\"alert_only\",\"parameters\":{\"trustBelow\":0.4}}";

    enum Endpoint implements AdminEndpoint {
        LIST(Need.VIEW, 200, "GET", "/policies", null),
        CREATE(Need.MANAGE, 201, "POST", "/policies", LOW_TRUST),
        READ(Need.VIEW, 200, "GET", "/policies/{policy}", null),
        CHANGE(Need.MANAGE, 204, "PUT", "/policies/{policy}", LOW_TRUST),
        REMOVE(Need.MANAGE, 204, "DELETE", "/policies/{policy}", null),
        DRY_RUN(Need.VIEW, 200, "POST", "/policies/dry-run", "{}");

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

    private final TestRealm realm;
    private final AdminCallers callers;

    PolicyPermissionsIT(TestRealm realm) {
        this.realm = realm.setUp();
        TestRealm.User owner = realm.createUser("owner");
        this.callers = new AdminCallers(TestAgent.verified(realm, "agent-" + UUID.randomUUID(), owner, owner));
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
        Reply reply = callers.send(caller, endpoint, kind -> new PolicyProbe(realm).created(PolicyProbe.lowTrust(0.4)));

        assertThat(reply.status()).as(reply.summary()).isEqualTo(caller.status(endpoint));
    }

    static Stream<Arguments> everyCombinationWithAnId() {
        return AdminCallers.everyCombinationWithAnId(Endpoint.values());
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombinationWithAnId")
    void tellsOnlyThoseWhoMayQueryWhatDoesNotExist(Endpoint endpoint, AdminCaller caller) {
        Reply reply = callers.send(caller, endpoint, kind -> UUID.randomUUID().toString());

        boolean told = caller.may(endpoint.request().need());
        assertThat(reply.status()).as(reply.summary()).isEqualTo(told ? 404 : caller.refusal());
    }
}
