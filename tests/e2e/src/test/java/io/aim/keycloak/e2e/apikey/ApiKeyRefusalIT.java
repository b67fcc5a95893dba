package io.aim.keycloak.e2e.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.core.apikey.PlainApiKey;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a key does not open, and what their senders learn. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyRefusalIT {
    private final KeyRealm keys;

    ApiKeyRefusalIT(TestRealm realm) {
        this.keys = KeyRealm.of(realm);
    }

    private Reply sendText(String text) {
        return JsonHttp.send("GET", keys.realm().runtimeUrl("/agents"), Map.of("X-API-Key", text), null);
    }

    @Test
    void bothHeadersOpen() {
        HeldKey key = keys.key("agents:read");

        sendText(key.text()).expect(200);
        keys.get("/agents", key).expect(200);
    }

    @Test
    void allRefusalsLookAlike() {
        HeldKey revoked = keys.key("agents:read");
        HeldKey disabled = keys.key("agents:read");
        ObjectNode bound = KeyRealm.creation("agents:read");
        bound.putArray("allowedCidrs").add("203.0.113.0/24");
        HeldKey elsewhere = keys.key(keys.admin(), bound);
        HeldKey rotated = keys.key("agents:read");
        keys.realm().admin().delete(keys.path(revoked, "")).expect(204);
        keys.patch(disabled, Json.object().put("state", "disabled")).expect(200);
        keys.rotate(rotated, 0).expect(200);
        String guess = PlainApiKey.generate(keys.key("agents:read").id(), new SecureRandom())
                .reveal();
        List<String> texts = new ArrayList<>(List.of(
                revoked.text(),
                disabled.text(),
                elsewhere.text(),
                rotated.text(),
                guess,
                "aim_live_garbage",
                "x",
                "Bearer"));
        List<String> reasons = List.of("key_revoked", "key_disabled", "address_not_allowed", "secret_replaced");
        try (TestRealm other = TestRealm.create(keys.realm().keycloak(), "other")) {
            HeldKey foreign = KeyRealm.of(other).key("agents:read");
            texts.add(foreign.text());

            List<Reply> replies = texts.stream().map(this::sendText).toList();

            assertThat(replies).allSatisfy(reply -> {
                assertThat(reply.status()).as(reply.summary()).isEqualTo(401);
                assertThat(reply.text()).isEqualTo(replies.get(0).text());
                assertThat(reply.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
                assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            });
            assertThat(keys.event("api_key.refused", foreign.id())
                            .path("reason")
                            .asText())
                    .isEqualTo("other_realm");
            JsonHttp.get(other.runtimeUrl("/agents"), foreign.text()).expect(200);
        }
        for (int i = 0; i < reasons.size(); i++) {
            String id = texts.get(i).substring("aim_live_".length(), "aim_live_".length() + 16);
            var event = keys.event("api_key.refused", id);
            assertThat(event.path("reason").asText()).isEqualTo(reasons.get(i));
            assertThat(event.path("result").asText()).isEqualTo("denied");
            assertThat(event.path("actor").path("kind").asText()).isEqualTo("api_key");
            assertThat(event.path("sourceIp").asText()).isNotBlank();
        }
    }

    @Test
    void whoGuessesASecretIsNotTakenForTheKey() {
        HeldKey key = keys.key("agents:read");

        sendText(PlainApiKey.generate(key.id(), new SecureRandom()).reveal()).expect(401);

        var event = keys.event("api_key.refused", key.id());
        assertThat(event.path("reason").asText()).isEqualTo("wrong_secret");
        assertThat(event.path("actor").path("kind").asText()).isEqualTo("anonymous");
    }

    @Test
    void anUnknownKeyWithAGoodChecksumIsRecorded() {
        HeldKey gone;
        try (TestRealm other = TestRealm.create(keys.realm().keycloak(), "gone")) {
            gone = KeyRealm.of(other).key("agents:read");
        }

        sendText(gone.text()).expect(401);

        var event = keys.event("api_key.refused", gone.id());
        assertThat(event.path("reason").asText()).isEqualTo("unknown_key");
        assertThat(event.path("actor").path("kind").asText()).isEqualTo("anonymous");
    }

    @Test
    void theKeysOfARealmGoWithTheRealm() throws SQLException {
        String id;
        try (TestRealm other = TestRealm.create(keys.realm().keycloak(), "removed")) {
            id = KeyRealm.of(other).key("agents:read").id();
            assertThat(rows(id)).isEqualTo(1);
        }
        assertThat(rows(id)).isZero();
    }

    private long rows(String id) throws SQLException {
        return keys.realm().keycloak().jdbc().number("select count(*) from AIM_API_KEY where ID = ?", id);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 200",
        "127.0.0.1, 200",
        "::ffff:127.0.0.1, 200",
        "0.0.0.0/0, 200",
        "10.0.0.0/8, 401",
        "::/0, 401"
    })
    void aKeyIsBoundToItsAddresses(String cidr, int status) {
        var creation = KeyRealm.creation("agents:read");
        creation.putArray("allowedCidrs").add(cidr);
        HeldKey key = keys.key(keys.admin(), creation);

        assertThat(keys.get("/agents", key).status()).isEqualTo(status);
        Reply forwarded = JsonHttp.send(
                "GET",
                keys.realm().runtimeUrl("/agents"),
                Map.of("X-API-Key", key.text(), "X-Forwarded-For", "10.0.0.1", "Forwarded", "for=10.0.0.1"),
                null);
        assertThat(forwarded.status()).isEqualTo(status);
    }

    @Test
    void aSecondCredentialIsRefusedWhateverItIs() throws IOException {
        HeldKey key = keys.key("agents:read");
        TestAgent agent = keys.agent();
        String bearer = "Authorization: Bearer " + key.text();
        String header = "X-API-Key: " + key.text();
        String token = "Authorization: Bearer " + agent.accessToken();
        String basic = "Authorization: Basic eDp5";
        for (List<String> headers : List.of(
                List.of(bearer, header),
                List.of(header, header),
                List.of(bearer, bearer),
                List.of(token, bearer),
                List.of(bearer, token),
                List.of(token, header),
                List.of(basic, header),
                List.of(bearer, "x-api-key: "))) {
            assertThat(raw("/agents/" + agent.id(), headers))
                    .as("%s", headers.size())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("ambiguous_credentials")
                    .doesNotContain(agent.name());
        }
        assertThat(raw("/agents/" + agent.id(), List.of(header))).startsWith("HTTP/1.1 200 ");
        assertThat(raw("/agents/" + agent.id(), List.of("X-API-Key: " + key.text() + ", " + key.text())))
                .startsWith("HTTP/1.1 401 ");
        assertThat(raw("/agents/" + agent.id(), List.of(bearer + ", Bearer x"))).startsWith("HTTP/1.1 401 ");
    }

    /** Java's client joins repeated headers. */
    private String raw(String path, List<String> headers) throws IOException {
        URI url = URI.create(keys.realm().runtimeUrl(path));
        String request = "GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n"
                + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "access_token", "X-API-Key", "search"})
    void aKeyInTheAddressIsRefused(String parameter) {
        HeldKey key = keys.key("agents:read");
        String path = "/agents?" + parameter + "=" + key.text();

        for (Reply reply : List.of(JsonHttp.get(keys.realm().runtimeUrl(path)), keys.get(path, key))) {
            assertThat(reply.expect(400).body().path("code").asText()).isEqualTo("credential_in_query");
            assertThat(reply.text()).doesNotContain(key.secret());
        }
    }

    @Test
    void garbageOfAnySizeIsRefusedAndNotRecorded() {
        long before = refusals();
        HeldKey key = keys.key("agents:read");
        int last = key.text().length() - 1;
        for (String text : List.of(
                "aim_live_",
                key.text().substring(0, last),
                key.text() + "A",
                key.text().substring(0, last) + (key.text().charAt(last) == 'A' ? 'B' : 'A'),
                "aim_live_" + "A".repeat(4000),
                "aim_test_" + key.text().substring(9))) {
            sendText(text).expect(401);
            JsonHttp.get(keys.realm().runtimeUrl("/agents"), text).expect(401);
        }

        assertThat(refusals()).isEqualTo(before);
    }

    private long refusals() {
        return keys.realm()
                .admin()
                .get(keys.realm().aimPath("/audit-logs?max=1&action=api_key.refused"))
                .expect(200)
                .body()
                .path("total")
                .asLong();
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        HeldKey key = keys.key("agents:write");

        keys.send("POST", "/agents", key, Json.object().put("name", "x".repeat(70_000)))
                .expect(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agents", "/api-keys", "/audit-logs"})
    void aKeyOpensNothingOfTheAdministratorsRoot(String path) {
        HeldKey key = keys.key(KeyRealm.ALL_SCOPES);
        String url = keys.realm().keycloak().baseUrl() + keys.realm().aimPath(path);

        JsonHttp.get(url, key.text()).expect(401);
        JsonHttp.send("GET", url, Map.of("X-API-Key", key.text()), null).expect(401);
    }
}
