package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MCP servers of one realm do not exist in another, not even for an administrator of both. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerCrossRealmIT {

    private final McpRealm here;
    private final McpRealm there;

    McpServerCrossRealmIT(Keycloak keycloak, TestRealm realm) {
        this.here = McpRealm.of(realm);
        this.there = McpRealm.of(TestRealm.create(keycloak, "there"));
    }

    @AfterAll
    void dropOtherRealm() {
        there.realm().close();
    }

    static Stream<McpEndpoint> endpointsOfOneServer() {
        return Stream.of(McpEndpoint.values()).filter(e -> e.path().contains("{id}"));
    }

    @ParameterizedTest
    @MethodSource("endpointsOfOneServer")
    void anIdOfAnotherRealmIsNotFoundAndUntouched(McpEndpoint endpoint) {
        JsonNode server = endpoint.state().fresh(here);
        JsonNode before = here.read(server);
        String path = there.realm().aimPath(endpoint.path().replace("{id}", McpRealm.id(server)));

        there.realm()
                .admin()
                .send(endpoint.method(), path, endpoint.body(there))
                .expect(404);

        assertThat(here.read(server)).isEqualTo(before);
    }

    @Test
    void aBulkRemovalFindsTheServersOfItsOwnRealmOnly() {
        JsonNode server = here.pending();
        ObjectNode body = Json.object();
        body.putArray("ids").add(McpRealm.id(server));

        JsonNode result = there.realm()
                .admin()
                .post(there.realm().aimPath("/mcp-servers/bulk-delete"), body)
                .expect(200)
                .body();

        assertThat(result.at("/items/0/error").asText()).isEqualTo("not_found");
        assertThat(here.read(server).path("status").asText()).isEqualTo("pending");
    }

    @Test
    void aListShowsTheServersOfItsOwnRealmOnly() {
        JsonNode server = here.pending();

        JsonNode list = there.list("?url=" + server.path("url").asText());

        assertThat(list.path("total").asInt(-1)).isZero();
        assertThat(list.path("items")).isEmpty();
        assertThat(here.list("?url=" + server.path("url").asText())
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void nameAddressAndKeyAreTakenInTheirOwnRealmOnly() {
        ObjectNode registration = here.registration(McpRealm.freshName());
        here.register(registration).expect(201);

        there.register(registration.put("owner", there.owner().id())).expect(201);
    }

    @Test
    void aPersonOfAnotherRealmOwnsNothing() {
        ObjectNode registration = there.registration(McpRealm.freshName())
                .put("owner", here.owner().id());

        JsonNode error = there.register(registration).expect(400).body();

        assertThat(error.path("field").asText()).isEqualTo("owner");
        assertThat(error.path("error").asText()).isEqualTo("unknown_user");
    }
}
