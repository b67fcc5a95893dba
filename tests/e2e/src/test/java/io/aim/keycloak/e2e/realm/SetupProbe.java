package io.aim.keycloak.e2e.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.TestRealm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A realm's set-up, and the parts of the realm that it touches, as an administrator sees them.
 *
 * @param realm the realm
 */
record SetupProbe(TestRealm realm) {
    static final String AUTHENTICATOR = "agent-ed25519-jwt";
    static final String ROLES = "roles";
    static final String CLIENT_SCOPE = "client-scope";
    static final String FLOW = "client-authentication-flow";
    static final String EVENT_LISTENER = "event-listener";
    static final String AUDIT_KEY = "audit-key";
    static final String POLICIES = "policies";

    JsonNode check() {
        return realm.admin().get(realm.aimPath("/setup")).expect(200).body();
    }

    JsonNode apply() {
        return realm.admin().post(realm.aimPath("/setup")).expect(200).body();
    }

    /** Status by item, in the order of the report. */
    static Map<String, String> items(JsonNode report) {
        Map<String, String> items = new LinkedHashMap<>();
        report.path("items")
                .forEach(
                        i -> items.put(i.path("item").asText(), i.path("status").asText()));
        return items;
    }

    /** The sentence about one item. */
    static String detail(JsonNode report, String item) {
        return elements(report.path("items"))
                .filter(i -> item.equals(i.path("item").asText()))
                .map(i -> i.path("detail").asText())
                .findFirst()
                .orElseThrow();
    }

    /** The names of the changed items, repeated as often as they changed. */
    static List<String> changes(JsonNode report) {
        return texts(report.path("changes"), "item");
    }

    JsonNode representation() {
        return realm.admin().get(realm.adminPath("")).expect(200).body();
    }

    /** Changes some settings of the realm by its stock endpoint. */
    void update(ObjectNode settings) {
        realm.admin().put(realm.adminPath(""), settings).expect(204);
    }

    String boundFlow() {
        return representation().path("clientAuthenticationFlow").asText();
    }

    void bindFlow(String alias) {
        update(Json.object().put("realm", realm.name()).put("clientAuthenticationFlow", alias));
    }

    /** Copies the built-in flow, as the console does. */
    void copyFlow(String alias) {
        realm.admin()
                .post(
                        realm.adminPath("/authentication/flows/clients/copy"),
                        Json.object().put("newName", alias))
                .expect(201);
    }

    JsonNode executions(String flow) {
        return realm.admin().get(executionsPath(flow)).expect(200).body();
    }

    /** {@code provider:REQUIREMENT} of each execution, in the order in which they run. */
    List<String> executionSummary(String flow) {
        return elements(executions(flow))
                .map(e -> e.path("providerId").asText() + ":"
                        + e.path("requirement").asText())
                .toList();
    }

    void setRequirement(String flow, String provider, String requirement) {
        JsonNode execution = elements(executions(flow))
                .filter(e -> provider.equals(e.path("providerId").asText()))
                .findFirst()
                .orElseThrow();
        realm.admin()
                .put(executionsPath(flow), ((ObjectNode) execution).put("requirement", requirement))
                .expect(202, 204);
    }

    private String executionsPath(String flow) {
        return realm.adminPath("/authentication/flows/" + JsonHttp.escape(flow).replace("+", "%20") + "/executions");
    }

    JsonNode clientScopes() {
        return realm.admin().get(realm.adminPath("/client-scopes")).expect(200).body();
    }

    /** The client scope {@code aim} with its mappers, if there is exactly one. */
    JsonNode aimScope() {
        List<JsonNode> found = elements(clientScopes())
                .filter(s -> "aim".equals(s.path("name").asText()))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " client scopes are named aim");
        }
        return found.get(0);
    }

    /** Names of the client's roles that begin with {@code aim-}. */
    List<String> aimRoles(String clientId) {
        JsonNode roles = realm.admin()
                .get(realm.adminPath("/clients/" + realm.clientUuid(clientId) + "/roles"))
                .expect(200)
                .body();
        return texts(roles, "name").stream()
                .filter(n -> n.startsWith("aim-"))
                .sorted()
                .toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static List<String> texts(JsonNode array, String field) {
        return elements(array).map(e -> e.path(field).asText()).toList();
    }
}
