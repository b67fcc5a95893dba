package io.aim.keycloak.e2e.caller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every {@link AdminCaller} of an agent-ready realm, and another realm that one of them comes from. */
public final class AdminCallers implements AutoCloseable {
    private static final Pattern KIND = Pattern.compile("\\{(\\w+)}");

    private final TestRealm realm;
    private final TestRealm otherRealm;
    private final TestAgent agent;
    private final String apiKey;
    private final Map<AdminCaller, AdminClient> users = new EnumMap<>(AdminCaller.class);

    /** @param agent a verified agent of the realm */
    public AdminCallers(TestAgent agent) {
        this.agent = agent;
        this.realm = agent.realm();
        this.otherRealm = TestRealm.create(realm.keycloak(), "other").setUp();
        this.apiKey = key();
        for (AdminCaller caller : AdminCaller.values()) {
            if (caller.logsIn()) {
                TestRealm home = caller == AdminCaller.ADMINISTRATOR_OF_ANOTHER_REALM ? otherRealm : realm;
                String name = caller.name().toLowerCase(Locale.ROOT);
                users.put(caller, home.adminAs(home.createUser(name, caller.roles())));
            }
        }
    }

    private String key() {
        ObjectNode body = Json.object().put("name", "caller-" + UUID.randomUUID());
        body.putArray("scopes").add("agents:read");
        return realm.admin()
                .post(realm.aimPath("/api-keys"), body)
                .expect(201)
                .body()
                .path("key")
                .asText();
    }

    /** Every endpoint with every caller. */
    public static Stream<Arguments> everyCombination(AdminEndpoint... endpoints) {
        return Stream.of(endpoints)
                .flatMap(endpoint -> Stream.of(AdminCaller.values()).map(caller -> Arguments.of(endpoint, caller)));
    }

    /** Those about something that may not exist. */
    public static Stream<Arguments> everyCombinationWithAnId(AdminEndpoint... endpoints) {
        return everyCombination(
                Stream.of(endpoints).filter(AdminEndpoint::hasId).toArray(AdminEndpoint[]::new));
    }

    public TestRealm otherRealm() {
        return otherRealm;
    }

    /** The endpoint's request by that caller, about what {@code ids} names for each kind. */
    public Reply send(AdminCaller caller, AdminEndpoint endpoint, UnaryOperator<String> ids) {
        return send(token(caller), endpoint, ids);
    }

    private String token(AdminCaller caller) {
        return switch (caller) {
            case NO_TOKEN -> null;
            case AN_API_KEY -> apiKey;
            case AN_AGENT -> agent.accessToken();
            default -> users.get(caller).token();
        };
    }

    /** As above, with a token of somebody else, or none. */
    public Reply send(String token, AdminEndpoint endpoint, UnaryOperator<String> ids) {
        AdminRequest request = endpoint.request();
        String path =
                KIND.matcher(request.path()).replaceAll(kind -> Matcher.quoteReplacement(ids.apply(kind.group(1))));
        Map<String, String> headers = new LinkedHashMap<>();
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        byte[] body = null;
        if (request.json() != null) {
            headers.put("Content-Type", "application/json");
            body = Json.bytes(Json.parse(request.json().replace("{new}", freshName())));
        }
        return JsonHttp.send(request.method(), realm.keycloak().baseUrl() + realm.aimPath(path), headers, body);
    }

    /** Letters and digits only. */
    public static String freshName() {
        return "n" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Override
    public void close() {
        otherRealm.close();
    }
}
