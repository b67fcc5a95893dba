package io.aim.keycloak.e2e.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key from its creation to its end. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyLifeIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final KeyRealm keys;

    ApiKeyLifeIT(TestRealm realm) {
        this.keys = KeyRealm.of(realm);
    }

    @Test
    void isMadeShownOnceAndListed() {
        ObjectNode creation = KeyRealm.creation("audit:read agents:read");
        creation.putArray("allowedCidrs").add("127.0.0.0/8").add("::1");

        Reply reply = keys.admin().post(keys.realm().aimPath("/api-keys"), creation);

        reply.expect(201);
        HeldKey key = KeyRealm.issued(reply);
        assertThat(key.text()).matches("aim_live_" + key.id() + "_[0-9A-Za-z]{49}");
        assertThat(reply.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(reply.createdId()).isEqualTo(key.id());
        JsonNode read = keys.read(key);
        assertThat(reply.body().path("apiKey")).isEqualTo(read);
        assertThat(read.path("name").asText()).isEqualTo(creation.path("name").asText());
        assertThat(KeyRealm.texts(read.path("scopes"))).containsExactly("agents:read", "audit:read");
        assertThat(KeyRealm.texts(read.path("allowedCidrs"))).containsExactly("127.0.0.0/8", "0:0:0:0:0:0:0:1/128");
        assertThat(read.path("state").asText()).isEqualTo("active");
        assertThat(read.path("creatorId").asText()).isEqualTo(keys.creator().id());
        assertThat(Duration.between(
                        Instant.parse(read.path("createdAt").asText()),
                        Instant.parse(read.path("expiresAt").asText())))
                .isEqualTo(Duration.ofDays(90));
        Reply list = keys.realm().admin().get(keys.realm().aimPath("/api-keys?max=500"));
        assertThat(list.body().path("items")).contains(read);
        assertThat(list.text()).doesNotContain(key.secret());
        assertThat(keys.get("/me", key).expect(200).body().path("kind").asText())
                .isEqualTo("api_key");
    }

    @Test
    void aListIsPagedNewestFirst() {
        String mark = "paged-" + UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            keys.key(keys.admin(), KeyRealm.creation("agents:read").put("name", mark + i));
        }
        String path = keys.realm().aimPath("/api-keys?max=2&search=" + mark);

        JsonNode first = keys.realm().admin().get(path).expect(200).body();
        JsonNode second = keys.realm()
                .admin()
                .get(path + "&after=" + first.path("next").asText())
                .expect(200)
                .body();

        assertThat(first.path("total").asInt()).isEqualTo(3);
        assertThat(first.path("items").findValuesAsText("name")).containsExactly(mark + 2, mark + 1);
        assertThat(second.path("items").findValuesAsText("name")).containsExactly(mark + 0);
        assertThat(second.has("next")).isFalse();
        assertThat(keys.realm()
                        .admin()
                        .get(path + "&state=revoked")
                        .body()
                        .path("total")
                        .asInt(-1))
                .isZero();
        assertThat(keys.realm()
                        .admin()
                        .get(path + "&creator=" + keys.creator().id())
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"max=0,max", "state=gone,state", "after=x,after"})
    void aFilterThatIsNotValidIsNamed(String query, String field) {
        Reply reply = keys.realm()
                .admin()
                .get(keys.realm().aimPath("/api-keys?" + query))
                .expect(400);

        assertThat(reply.body().path("field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"scopes\":[\"agents:read\"]}',name",
        "'{\"name\":\"a\"}',scopes",
        "'{\"name\":\"a\",\"scopes\":[\"agents:all\"]}',scopes[0]",
        "'{\"name\":\"a\",\"scopes\":[\"agents:read\"],\"allowedCidrs\":[\"10.0.0.1/8\"]}',allowedCidrs[0]",
        "'{\"name\":\"a\",\"scopes\":[\"agents:read\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}',expiresAt",
        "'{\"name\":\"a\",\"scopes\":[\"agents:read\"],\"key\":\"aim_live_x\"}',key"
    })
    void aCreationThatIsNotValidIsRefusedAndWritesNothing(String json, String field) {
        String total = keys.realm().aimPath("/api-keys?search=a&max=1");
        int before = keys.realm().admin().get(total).body().path("total").asInt();

        Reply reply = keys.realm().admin().post(keys.realm().aimPath("/api-keys"), Json.parseOrMissing(json));

        assertThat(reply.expect(400).body().path("field").asText()).isEqualTo(field);
        assertThat(keys.realm().admin().get(total).body().path("total").asInt()).isEqualTo(before);
    }

    @Test
    void aNameIsFreeAgainOnceItsKeyIsRevoked() {
        ObjectNode creation = KeyRealm.creation("agents:read");
        HeldKey key = keys.key(keys.admin(), creation);
        assertThat(keys.admin()
                        .post(keys.realm().aimPath("/api-keys"), creation)
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("name_taken");

        keys.realm().admin().delete(keys.path(key, "")).expect(204);

        assertThat(keys.key(keys.admin(), creation).id()).isNotEqualTo(key.id());
    }

    @Test
    void rotationLetsBothSecretsWorkUntilTheOverlapEnds() {
        HeldKey old = keys.key("agents:read");
        Reply reply = keys.rotate(old, 3).expect(200);
        HeldKey fresh = KeyRealm.issued(reply);

        assertThat(fresh.id()).isEqualTo(old.id());
        assertThat(fresh.text()).isNotEqualTo(old.text());
        assertThat(reply.headers().firstValue("Cache-Control")).hasValue("no-store");
        keys.get("/agents", old).expect(200);
        keys.get("/agents", fresh).expect(200);
        Eventually.within(
                SOON, "the overlap ends", () -> keys.get("/agents", old).status() == 401);
        assertThat(Instant.now())
                .isAfterOrEqualTo(Instant.parse(
                        reply.body().path("apiKey").path("previousSecretUntil").asText()));
        keys.get("/agents", fresh).expect(200);
        assertThat(keys.event("api_key.refused", old.id()).path("reason").asText())
                .isEqualTo("secret_replaced");
        assertThat(keys.read(fresh).has("previousSecretUntil")).isFalse();
    }

    @Test
    void rotationWithoutOverlapEndsTheOldSecretAtOnce() {
        HeldKey old = keys.key("agents:read");

        HeldKey fresh = KeyRealm.issued(keys.rotate(old, 0).expect(200));

        keys.get("/agents", old).expect(401);
        keys.get("/agents", fresh).expect(200);
    }

    @Test
    void aSecondRotationEndsTheOldestSecret() {
        HeldKey first = keys.key("agents:read");
        HeldKey second = KeyRealm.issued(keys.rotate(first, 60).expect(200));
        HeldKey third = KeyRealm.issued(keys.rotate(second, 60).expect(200));

        keys.get("/agents", first).expect(401);
        keys.get("/agents", second).expect(200);
        keys.get("/agents", third).expect(200);
    }

    @Test
    void isDisabledAndEnabledAgain() {
        HeldKey key = keys.key("agents:read");

        keys.patch(key, Json.object().put("state", "disabled")).expect(200);
        keys.get("/agents", key).expect(401);
        assertThat(keys.event("api_key.refused", key.id()).path("reason").asText())
                .isEqualTo("key_disabled");

        keys.patch(key, Json.object().put("state", "active")).expect(200);
        keys.get("/agents", key).expect(200);
        keys.event("api_key.disabled", key.id());
        keys.event("api_key.enabled", key.id());
    }

    @Test
    void aRevokedKeyStaysRevoked() {
        HeldKey key = keys.key("agents:read");

        keys.realm().admin().delete(keys.path(key, "")).expect(204);

        keys.get("/agents", key).expect(401);
        assertThat(keys.read(key).path("state").asText()).isEqualTo("revoked");
        assertThat(keys.patch(key, Json.object().put("state", "active"))
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("key_revoked");
        keys.rotate(key, 0).expect(409);
        keys.realm().admin().delete(keys.path(key, "")).expect(204);
        keys.get("/agents", key).expect(401);
        keys.event("api_key.revoked", key.id());
    }

    @Test
    void aChangeOfScopesHoldsAtOnce() {
        HeldKey key = keys.key("agents:read audit:read");
        String trail = "/agents/" + keys.agent().id() + "/audit-logs";
        keys.get(trail, key).expect(200);

        ObjectNode change = Json.object().put("name", "renamed-" + key.id());
        change.putArray("scopes").add("agents:read");
        JsonNode changed = keys.patch(key, change).expect(200).body();

        assertThat(changed.path("name").asText()).isEqualTo("renamed-" + key.id());
        assertThat(keys.get(trail, key).expect(403).body().path("code").asText())
                .isEqualTo("insufficient_scope");
        assertThat(keys.event("api_key.changed", key.id())
                        .path("details")
                        .path("scopes")
                        .asText())
                .isEqualTo("agents:read");
    }

    @Test
    void expiresByTheServersClock() {
        Instant end = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
        HeldKey key = keys.key(keys.admin(), KeyRealm.creation("agents:read").put("expiresAt", end.toString()));
        keys.get("/agents", key).expect(200);

        Eventually.within(
                SOON, "the key expires", () -> keys.get("/agents", key).status() == 401);

        assertThat(Instant.now()).isAfterOrEqualTo(end);
        assertThat(keys.event("api_key.refused", key.id()).path("reason").asText())
                .isEqualTo("key_expired");
        assertThat(keys.read(key).path("expired").asBoolean()).isTrue();
        assertThat(keys.rotate(key, 60).expect(409).body().path("error").asText())
                .isEqualTo("key_expired");
        HeldKey fresh = KeyRealm.issued(keys.realm()
                .admin()
                .post(
                        keys.path(key, "/rotate"),
                        Json.object()
                                .put("overlapSeconds", 60)
                                .put("expiresAt", Instant.now().plusSeconds(60).toString()))
                .expect(200));
        keys.get("/agents", fresh).expect(200);
        keys.get("/agents", key).expect(401);
    }

    @Test
    void verifySaysWhatWouldBecomeOfAKey() {
        HeldKey key = keys.key("agents:read audit:read");
        HeldKey other = keys.key("agents:read");

        JsonNode good = verify(key.text());
        assertThat(good.path("valid").asBoolean()).isTrue();
        assertThat(good.path("apiKey")).isEqualTo(keys.read(key));
        assertThat(KeyRealm.texts(good.path("effectiveScopes"))).containsExactly("agents:read", "audit:read");
        assertThat(good.toString()).doesNotContain(key.secret());
        keys.patch(key, Json.object().put("state", "disabled")).expect(200);
        assertThat(verify(key.text()).path("reason").asText()).isEqualTo("key_disabled");
        for (String garbage : List.of("x", other.text() + "0", other.text().replace('_', '-'))) {
            assertThat(verify(garbage).path("reason").asText()).isEqualTo("malformed");
        }
        assertThat(keys.realm()
                        .admin()
                        .post(keys.realm().aimPath("/api-keys/verify"), Json.object())
                        .expect(400)
                        .body()
                        .path("field")
                        .asText())
                .isEqualTo("key");
    }

    private JsonNode verify(String text) {
        return keys.realm()
                .admin()
                .post(keys.realm().aimPath("/api-keys/verify"), Json.object().put("key", text))
                .expect(200)
                .body();
    }
}
