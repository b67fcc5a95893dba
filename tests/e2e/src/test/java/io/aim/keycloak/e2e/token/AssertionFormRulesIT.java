package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters of the request and the text of the assertion. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssertionFormRulesIT {
    private static final String GRANT = "client_credentials";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String SIXTEEN_KIB = "x".repeat(16 * 1024);

    private final TokenRealm realm;
    private final TestAgent agent;

    AssertionFormRulesIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        agent = realm.agent("form-agent");
    }

    private Reply send(Map<String, String> form) {
        return realm.realm().tokens().post(form);
    }

    /** Sends an assertion whose subject nobody can read, so that only the parameter names the agent. */
    private Refusal refusalOfUnreadable(Assertion assertion) {
        return realm.refusal(
                () -> realm.realm().tokens().clientCredentials(assertion.sign(), Map.of("client_id", agent.name())));
    }

    private void assertMalformed(Assertion assertion) {
        refusalOfUnreadable(assertion)
                .discloses("assertion_malformed")
                .of(agent)
                .withoutKey();
    }

    @Test
    void refusesAnotherAssertionType() {
        realm.refusal(() -> realm.realm()
                        .tokens()
                        .clientCredentials(
                                agent.assertion().sign(),
                                Map.of(
                                        "client_assertion_type",
                                        "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")))
                .discloses("assertion_type_invalid")
                .of(agent);
    }

    @Test
    void refusesAMissingAssertionType() {
        realm.refusal(() -> send(Map.of(
                        "grant_type",
                        GRANT,
                        "client_assertion",
                        agent.assertion().sign())))
                .discloses("assertion_type_invalid")
                .of(agent);
    }

    @Test
    void refusesAMissingAssertion() {
        realm.refusal(() -> send(
                        Map.of("grant_type", GRANT, "client_assertion_type", JWT_BEARER, "client_id", agent.name())))
                .discloses("assertion_missing")
                .of(agent);
    }

    @Test
    void refusesTheBareClientId() {
        realm.refusal(() -> send(Map.of("grant_type", GRANT, "client_id", agent.name())))
                .discloses("assertion_missing")
                .of(agent);
    }

    @Test
    void tellsAStrangerWithAMalformedAssertionNothing() {
        Reply reply = realm.realm().tokens().clientCredentials("no.assertion.at-all");
        assertThat(reply.status()).as(reply.summary()).isEqualTo(401);
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_client");
        assertThat(reply.body().path("error_description").asText())
                .isEqualTo("Invalid client or Invalid client credentials");
    }

    @Test
    void refusesADuplicateSubject() {
        assertMalformed(agent.assertion().rawClaims(claims().replace("{", "{\"sub\":\"somebody-else\",")));
    }

    @Test
    void refusesADuplicateAlgorithm() {
        assertMalformed(agent.assertion().rawHeader("{\"alg\":\"none\",\"alg\":\"Ed25519\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not json", "", "[]", "\"text\"", "null", "{\"sub\":1}", "{\"exp\":\"soon\"}", "{\"exp\":-1}"})
    void refusesClaimsThatAreNoObjectOfTheRightTypes(String claims) {
        assertMalformed(agent.assertion().rawClaims(claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{}", "{\"alg\":1}", "{\"alg\":\"Ed25519\",\"kid\":7}"})
    void refusesAHeaderThatIsNoObjectOfTheRightTypes(String header) {
        assertMalformed(agent.assertion().rawHeader(header));
    }

    @Test
    void refusesTextAfterTheClaims() {
        assertMalformed(agent.assertion().rawClaims(claims() + "{}"));
    }

    @Test
    void refusesATokenOfTwoParts() {
        assertMalformed(agent.assertion().compact(jws -> jws.substring(0, jws.lastIndexOf('.'))));
    }

    @Test
    void refusesATokenOfFourParts() {
        assertMalformed(agent.assertion().compact(jws -> jws + ".more"));
    }

    @Test
    void refusesPadding() {
        assertMalformed(agent.assertion().compact(jws -> jws + "=="));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "!", "\u0000"})
    void refusesTrailingGarbage(String garbage) {
        assertMalformed(agent.assertion().compact(jws -> jws + garbage));
    }

    @Test
    void refusesAMissingId() {
        realm.refusal(agent.assertion().withoutClaim("jti"))
                .discloses("jti_missing")
                .withItsKey(agent);
    }

    @Test
    void refusesABlankId() {
        realm.refusal(agent.assertion().claim("jti", "  "))
                .discloses("jti_missing")
                .withItsKey(agent);
    }

    @Test
    void acceptsAnIdOfExactly128Characters() {
        realm.acceptance(agent.assertion().claim("jti", "j".repeat(128)));
    }

    @Test
    void refusesAnIdOf129Characters() {
        realm.refusal(agent.assertion().claim("jti", "j".repeat(129)))
                .discloses("jti_too_long")
                .withItsKey(agent);
    }

    @Test
    void acceptsAnIdOfAnyCharacters() {
        realm.acceptance(agent.assertion().claim("jti", "\u0000 ./\u2603"));
    }

    @Test
    void refusesAHugeAssertion() {
        realm.refusal(agent.assertion().claim("jti", SIXTEEN_KIB))
                .discloses("request_too_large")
                .of(agent)
                .withoutKey();
    }

    @Test
    void refusesAHugeFieldBesideTheAssertion() {
        realm.refusal(() -> realm.realm()
                        .tokens()
                        .clientCredentials(agent.assertion().sign(), Map.of("filler", SIXTEEN_KIB)))
                .discloses("request_too_large")
                .of(agent)
                .withoutKey();
    }

    @Test
    void refusesAHugeBodyThatAnnouncesNoLength() {
        realm.refusal(() -> sendChunked(Map.of(
                        "grant_type",
                        GRANT,
                        "client_assertion_type",
                        JWT_BEARER,
                        "client_assertion",
                        agent.assertion().sign(),
                        "filler",
                        SIXTEEN_KIB)))
                .discloses("request_too_large")
                .of(agent);
    }

    @Test
    void acceptsABodyJustBelowTheLimit() {
        realm.acceptance(() -> realm.realm()
                .tokens()
                .clientCredentials(agent.assertion().sign(), Map.of("filler", "x".repeat(15 * 1024))));
    }

    private String claims() {
        ObjectNode claims = Json.object()
                .put("iss", agent.name())
                .put("sub", agent.name())
                .put("aud", realm.realm().issuer())
                .put("exp", Instant.now().getEpochSecond() + 60)
                .put("jti", "raw-claims");
        return claims.toString();
    }

    private Reply sendChunked(Map<String, String> fields) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) ->
                body.append(body.isEmpty() ? "" : "&").append(name).append('=').append(JsonHttp.escape(value)));
        byte[] bytes = body.toString().getBytes(StandardCharsets.US_ASCII);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(realm.realm().tokens().endpoint()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            return new Reply(
                    "chunked POST", answer.statusCode(), answer.headers(), answer.body(), Json.parse(answer.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
