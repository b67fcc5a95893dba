package io.aim.keycloak.e2e.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.core.apikey.PlainApiKey;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reports of leaked keys, signed as GitHub signs them by keys that a server of the test publishes. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyLeakIT {
    private static final String IDENTIFIER = "test-scanner-1";

    private final KeyRealm keys;
    private final TestRealm realm;
    private final KeyPair scanner = ecKeys();
    private HttpServer publisher;
    private Keycloak node;
    private final AtomicInteger fetches = new AtomicInteger();

    ApiKeyLeakIT(TestRealm realm) {
        this.realm = realm;
        this.keys = KeyRealm.of(realm);
    }

    private static KeyPair ecKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void startNodeThatTrustsTheScanner() throws IOException, InterruptedException {
        publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ObjectNode document = Json.object();
        document.putArray("public_keys")
                .addObject()
                .put("key_identifier", IDENTIFIER)
                .put(
                        "key",
                        "-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(scanner.getPublic().getEncoded())
                                + "\n-----END PUBLIC KEY-----\n")
                .put("is_current", true);
        publisher.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            byte[] body = Json.bytes(document);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        publisher.start();
        node = Nodes.single(
                realm.keycloak().database(),
                "--spi-aim-secret-scanning--github--public-keys-url=http://127.0.0.1:"
                        + publisher.getAddress().getPort() + "/keys");
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
        if (publisher != null) {
            publisher.stop(0);
        }
    }

    private static byte[] report(String... tokens) {
        ArrayNode report = Json.object().putArray("report");
        for (String token : tokens) {
            report.addObject()
                    .put("token", token)
                    .put("type", "aim_api_key")
                    .put("url", "https://example.com/leak")
                    .put("source", "content");
        }
        return Json.bytes(report);
    }

    private String sign(byte[] body, KeyPair pair) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(body);
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private Reply send(byte[] body, String identifier, String signature) {
        return send(node.baseUrl(), body, identifier, signature);
    }

    private Reply send(String base, byte[] body, String identifier, String signature) {
        return JsonHttp.send(
                "POST",
                base + "/realms/" + realm.name() + "/aim/v1/api-keys/leaks",
                Map.of(
                        "Github-Public-Key-Identifier",
                        identifier,
                        "Github-Public-Key-Signature",
                        signature,
                        "Content-Type",
                        "application/json"),
                body);
    }

    @Test
    void aReportedKeyIsRevokedAtOnceWhicheverRealmItIsOf() throws Exception {
        HeldKey leaked = keys.key("agents:read");
        HeldKey untouched = keys.key("agents:read");
        HeldKey rotated = keys.key("agents:read");
        keys.rotate(rotated, 0).expect(200);
        String guessed =
                PlainApiKey.generate(untouched.id(), new SecureRandom()).reveal();
        try (TestRealm other = TestRealm.create(realm.keycloak(), "other")) {
            KeyRealm others = KeyRealm.of(other);
            HeldKey foreign = others.key("agents:read");
            byte[] body = report(leaked.text(), guessed, foreign.text(), rotated.text(), "something else");

            Reply reply = send(body, IDENTIFIER, sign(body, scanner)).expect(200);

            assertThat(reply.body().findValuesAsText("label"))
                    .containsExactly(
                            "true_positive", "false_positive", "true_positive", "true_positive", "false_positive");
            assertThat(reply.body().get(0).path("token_type").asText()).isEqualTo("aim_api_key");
            assertThat(reply.body().get(0).path("token_hash").asText())
                    .isEqualTo(Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256")
                                    .digest(leaked.text().getBytes(StandardCharsets.UTF_8))));
            assertThat(reply.text()).doesNotContain(leaked.secret());
            others.get("/agents", foreign).expect(401);
            assertThat(others.event("api_key.leaked", foreign.id())
                            .path("details")
                            .path("reporter")
                            .asText())
                    .isEqualTo("github");
        }
        keys.get("/agents", leaked).expect(401);
        keys.get("/agents", untouched).expect(200);
        assertThat(keys.read(leaked).path("state").asText()).isEqualTo("revoked");
        JsonNode event = keys.event("api_key.leaked", leaked.id());
        assertThat(event.path("actor").path("kind").asText()).isEqualTo("system");
        assertThat(event.path("details").path("url").asText()).isEqualTo("https://example.com/leak");
        assertThat(event.toString()).doesNotContain(leaked.secret());
    }

    @Test
    void whatIsNotSignedByTheScannerChangesNothing() throws Exception {
        HeldKey key = keys.key("agents:read");
        byte[] body = report(key.text());
        byte[] other = report(key.text(), "x");
        String good = sign(body, scanner);

        for (Reply reply : new Reply[] {
            send(body, IDENTIFIER, sign(body, ecKeys())),
            send(other, IDENTIFIER, good),
            send(body, "unknown-key", good),
            send(body, IDENTIFIER, "not base64!"),
            send(body, IDENTIFIER, ""),
            send(body, "", good),
            send(body, IDENTIFIER, "A".repeat(2000))
        }) {
            assertThat(reply.status()).as(reply.summary()).isEqualTo(401);
            assertThat(reply.body().path("code").asText()).isEqualTo("invalid_signature");
        }
        JsonHttp.post(node.baseUrl() + "/realms/" + realm.name() + "/aim/v1/api-keys/leaks", Json.object())
                .expect(401);
        keys.get("/agents", key).expect(200);
        assertThat(fetches.get())
                .as("an unknown identifier is no reason to ask the scanner each time")
                .isLessThanOrEqualTo(2);
    }

    @Test
    void aSignedReportThatIsNoneIsRefused() throws Exception {
        for (String text : new String[] {"", "{}", "[", "\"x\""}) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            send(body, IDENTIFIER, sign(body, scanner)).expect(400);
        }
        byte[] odd = "[1, null, {\"token\": 7}, {}]".getBytes(StandardCharsets.UTF_8);
        assertThat(send(odd, IDENTIFIER, sign(odd, scanner)).expect(200).body().findValuesAsText("label"))
                .containsOnly("false_positive")
                .hasSize(4);
        byte[] huge = new byte[1024 * 1024 + 1];
        send(huge, IDENTIFIER, sign(huge, scanner)).expect(413);
    }

    @Test
    void aServerThatWasNotToldToTrustAScannerTakesNoReports() throws Exception {
        HeldKey key = keys.key("agents:read");
        byte[] body = report(key.text());

        send(realm.keycloak().baseUrl(), body, IDENTIFIER, sign(body, scanner)).expect(404);

        keys.get("/agents", key).expect(200);
    }
}
