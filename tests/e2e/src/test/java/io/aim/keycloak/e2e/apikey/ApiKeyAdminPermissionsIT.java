package io.aim.keycloak.e2e.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.caller.AdminCaller;
import io.aim.keycloak.e2e.caller.AdminCallers;
import io.aim.keycloak.e2e.caller.AdminEndpoint;
import io.aim.keycloak.e2e.caller.AdminRequest;
import io.aim.keycloak.e2e.caller.Need;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every administrators' endpoint of API keys against every kind of caller, and for keys of another realm. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyAdminPermissionsIT {
    private final KeyRealm keys;
    private final AdminCallers callers;
    private final HeldKey foreign;

    enum Endpoint implements AdminEndpoint {
        LIST(Need.VIEW, 200, "GET", "/api-keys", null),
        CREATE(Need.MANAGE, 201, "POST", "/api-keys", "{\"name\":\"key-{new}\",\"scopes\":[\"agents:read\"]}"),
        READ(Need.VIEW, 200, "GET", "/api-keys/{key}", null),
        USAGE(Need.VIEW, 200, "GET", "/api-keys/{key}/usage", null),
        DISABLE(Need.OPERATE, 200, "PATCH", "/api-keys/{key}", "{\"state\":\"disabled\"}"),
        ENABLE(Need.MANAGE, 200, "PATCH", "/api-keys/{key}", "{\"state\":\"active\"}"),
        NARROW(Need.MANAGE, 200, "PATCH", "/api-keys/{key}", "{\"scopes\":[\"agents:read\"]}"),
        DISABLE_AND_RENAME(
                Need.MANAGE, 200, "PATCH", "/api-keys/{key}", "{\"state\":\"disabled\",\"allowedCidrs\":[]}"),
        CHANGE_NOTHING(Need.MANAGE, 200, "PATCH", "/api-keys/{key}", "{}"),
        ROTATE(Need.MANAGE, 200, "POST", "/api-keys/{key}/rotate", null),
        REVOKE(Need.OPERATE, 204, "DELETE", "/api-keys/{key}", null),
        VERIFY(Need.MANAGE, 200, "POST", "/api-keys/verify", "{\"key\":\"aim_live_x\"}");

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

    ApiKeyAdminPermissionsIT(TestRealm realm) {
        this.keys = KeyRealm.of(realm);
        this.callers = new AdminCallers(keys.agent());
        TestRealm otherRealm = callers.otherRealm();
        this.foreign = new KeyRealm(otherRealm, null).key(otherRealm.admin(), KeyRealm.creation("agents:read"));
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
        HeldKey key = keys.key(keys.realm().admin(), KeyRealm.creation("agents:read audit:read"));

        Reply reply = send(caller, endpoint, key);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(caller.status(endpoint));
        if (reply.status() != endpoint.request().success()) {
            assertThat(reply.text()).doesNotContain(key.id());
            keys.get("/agents", key).expect(200);
            assertThat(KeyRealm.texts(keys.read(key).path("scopes"))).containsExactly("agents:read", "audit:read");
        }
    }

    static Stream<Arguments> everyCombinationWithAnId() {
        return AdminCallers.everyCombinationWithAnId(Endpoint.values());
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombinationWithAnId")
    void aKeyOfAnotherRealmDoesNotExist(Endpoint endpoint, AdminCaller caller) {
        Reply reply = send(caller, endpoint, foreign);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(caller.may(Need.VIEW) ? 404 : caller.refusal());
        JsonHttp.get(callers.otherRealm().runtimeUrl("/agents"), foreign.text()).expect(200);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void whatIsNoIdIsNotFound(Endpoint endpoint) {
        if (endpoint.hasId()) {
            send(AdminCaller.MANAGER, endpoint, new HeldKey("%00", "")).expect(404);
        }
    }

    /** The key that somebody calls with is the one that the request is about. */
    private Reply send(AdminCaller caller, Endpoint endpoint, HeldKey key) {
        return caller == AdminCaller.AN_API_KEY
                ? callers.send(key.text(), endpoint, kind -> key.id())
                : callers.send(caller, endpoint, kind -> key.id());
    }
}
