package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint of capabilities that agents and people use, against every kind of caller. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityRuntimePermissionsIT {

    /** An endpoint of one agent. Keys have no scope for those that are only for who answers for the agent. */
    enum Endpoint {
        LIST_GRANTS("GET", "/capabilities", 200, true),
        LIST_REQUESTS("GET", "/capability-requests", 200, true),
        ASK("POST", "/capability-requests", 201, false),
        WITHDRAW("POST", "/capability-requests/{request}/withdraw", 200, false);

        private final String method;
        private final String path;
        private final int success;
        private final boolean forKeys;

        Endpoint(String method, String path, int success, boolean forKeys) {
            this.method = method;
            this.path = path;
            this.success = success;
            this.forKeys = forKeys;
        }
    }

    /** Who asks; a status of 0 stands for the endpoint's success. */
    enum Caller {
        THE_AGENT(0),
        ITS_OWNER(0),
        ITS_SPONSOR(0),
        ANOTHER_AGENT(404),
        A_SUSPENDED_AGENT(401),
        A_PERSON_WITHOUT_ROLES(404),
        AN_ADMINISTRATOR_OF_AGENTS(404),
        ANOTHER_CLIENT(403),
        A_KEY_THAT_MAY_READ(0),
        A_KEY_THAT_MAY_NOT_READ(403),
        AN_AGENT_OF_ANOTHER_REALM(401),
        A_PERSON_OF_ANOTHER_REALM(401),
        NOBODY(401),
        A_FORGER(401);

        private final int status;

        Caller(int status) {
            this.status = status;
        }

        private boolean isKey() {
            return this == A_KEY_THAT_MAY_READ || this == A_KEY_THAT_MAY_NOT_READ;
        }

        private boolean isPersonWhoAnswers() {
            return this == ITS_OWNER || this == ITS_SPONSOR;
        }
    }

    private final CapabilityRealm capabilities;
    private final TestRealm realm;
    private final CapabilityRealm other;
    private final Map<Caller, String> tokens = new LinkedHashMap<>();
    private TestAgent agent;

    CapabilityRuntimePermissionsIT(TestRealm realm) {
        this.realm = realm;
        this.capabilities = CapabilityRealm.of(realm);
        this.other = CapabilityRealm.of(TestRealm.create(realm.keycloak(), "other"));
    }

    @BeforeAll
    void introduceThem() {
        TestRealm.User sponsor = realm.createUser("sponsor");
        TestRealm.User administrator = realm.createUser("administrator", "aim-manage", "manage-clients");
        SimpleClient people = SimpleClient.create(realm, "people");
        agent = TestAgent.verified(realm, "asking-agent", capabilities.owner(), sponsor);
        TestAgent suspended = capabilities.agent();
        tokens.put(Caller.A_SUSPENDED_AGENT, suspended.accessToken());
        realm.admin().post(suspended.adminPath("/suspend")).expect(200);
        tokens.put(Caller.THE_AGENT, agent.accessToken());
        tokens.put(Caller.ITS_OWNER, people.tokenOf(capabilities.owner()));
        tokens.put(Caller.ITS_SPONSOR, people.tokenOf(sponsor));
        tokens.put(Caller.ANOTHER_AGENT, capabilities.agent().accessToken());
        tokens.put(Caller.A_PERSON_WITHOUT_ROLES, people.tokenOf(realm.createUser("stranger")));
        tokens.put(Caller.AN_ADMINISTRATOR_OF_AGENTS, people.tokenOf(administrator));
        tokens.put(Caller.ANOTHER_CLIENT, people.serviceAccountToken());
        tokens.put(Caller.A_KEY_THAT_MAY_READ, key("agents:read"));
        tokens.put(Caller.A_KEY_THAT_MAY_NOT_READ, key("agents:write"));
        tokens.put(Caller.AN_AGENT_OF_ANOTHER_REALM, other.agent().accessToken());
        tokens.put(
                Caller.A_PERSON_OF_ANOTHER_REALM,
                SimpleClient.create(other.realm(), "people").tokenOf(other.owner()));
        tokens.put(Caller.A_FORGER, "eyJhbGciOiJub25lIn0.e30.");
    }

    private String key(String scope) {
        ObjectNode body = Json.object().put("name", "key-" + UUID.randomUUID());
        body.putArray("scopes").add(scope);
        return capabilities
                .decider()
                .post(realm.aimPath("/api-keys"), body)
                .expect(201)
                .body()
                .path("key")
                .asText();
    }

    @AfterAll
    void dropOtherRealm() {
        other.realm().close();
    }

    /** An agent has one request for a capability that waits, and every caller asks. */
    @AfterEach
    void rejectWhatWaits() {
        for (String id : CapabilityRealm.texts(capabilities.pending(agent), "id")) {
            capabilities
                    .decide(capabilities.decider(), id, "reject", Json.object().put("reason", "test"))
                    .expect(200);
        }
    }

    static Stream<Arguments> everyCombination() {
        return Stream.of(Endpoint.values())
                .flatMap(endpoint -> Stream.of(Caller.values()).map(caller -> Arguments.of(endpoint, caller)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void answers(Endpoint endpoint, Caller caller) {
        String request = endpoint == Endpoint.WITHDRAW ? capabilities.asked(agent, "db:query") : "";

        Reply reply = send(endpoint, caller, agent.id(), request);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(expected(endpoint, caller));
    }

    private static int expected(Endpoint endpoint, Caller caller) {
        if (caller.isKey() && !endpoint.forKeys) {
            return 401;
        }
        if (endpoint == Endpoint.WITHDRAW && caller.isPersonWhoAnswers()) {
            return 403; // the agent asked, not they
        }
        return caller.status == 0 ? endpoint.success : caller.status;
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void anAgentOfAnotherRealmDoesNotExist(Endpoint endpoint) {
        TestAgent foreign = other.agent();
        String request = other.asked(foreign, "db:write");

        for (Caller caller : Caller.values()) {
            if (caller.status == 0 && !(caller.isKey() && !endpoint.forKeys)) {
                send(endpoint, caller, foreign.id(), request).expect(404);
                send(endpoint, caller, UUID.randomUUID().toString(), request).expect(404);
            }
        }

        assertThat(CapabilityRealm.texts(other.pending(foreign), "id")).containsExactly(request);
    }

    @ParameterizedTest
    @EnumSource(
            value = Caller.class,
            names = {"THE_AGENT", "ITS_OWNER", "ITS_SPONSOR"})
    void aRequestForAnotherAgentDoesNotExist(Caller caller) {
        TestAgent neighbour = capabilities.agent();
        String request = capabilities.asked(neighbour, "db:write");

        send(Endpoint.WITHDRAW, caller, agent.id(), request).expect(404);
        send(Endpoint.WITHDRAW, caller, agent.id(), UUID.randomUUID().toString())
                .expect(404);

        assertThat(capabilities.pending(neighbour)).hasSize(1);
    }

    private Reply send(Endpoint endpoint, Caller caller, String agentId, String request) {
        Map<String, String> headers = new LinkedHashMap<>();
        String token = tokens.get(caller);
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        JsonNode body = endpoint == Endpoint.ASK ? Json.object().put("capability", "db:read") : null;
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return JsonHttp.send(
                endpoint.method,
                realm.runtimeUrl("/agents/" + agentId + endpoint.path.replace("{request}", request)),
                headers,
                body == null ? null : Json.bytes(body));
    }
}
