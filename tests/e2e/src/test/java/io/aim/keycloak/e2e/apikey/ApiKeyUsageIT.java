package io.aim.keycloak.e2e.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a key was used, to the last request. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyUsageIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final KeyRealm keys;

    ApiKeyUsageIT(TestRealm realm) {
        this.keys = KeyRealm.of(realm);
    }

    private JsonNode usage(HeldKey key, String query) {
        return keys.realm()
                .admin()
                .get(keys.path(key, "/usage" + query))
                .expect(200)
                .body();
    }

    @Test
    void everyRequestOfManyThreadsIsCounted() throws Exception {
        HeldKey key = keys.key("agents:read");
        Instant start = Instant.now().minusMillis(1);
        assertThat(usage(key, "").has("lastUsedAt")).isFalse();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                work.add(pool.submit(() -> keys.get("/agents", key).expect(200)));
                work.add(pool.submit(
                        () -> keys.send("POST", "/agents/x/suspend", key, null).expect(403)));
                work.add(pool.submit(
                        () -> keys.get("/agents/" + UUID.randomUUID(), key).expect(404)));
            }
            for (Future<?> future : work) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }

        Eventually.within(
                SOON, "all is written", () -> usage(key, "").path("requests").asLong() >= 120);

        JsonNode usage = usage(key, "");
        assertThat(usage.path("requests").asLong()).isEqualTo(120);
        assertThat(usage.path("errors").asLong()).isEqualTo(80);
        assertThat(usage.path("items").findValuesAsText("endpoint"))
                .containsExactlyInAnyOrder("listAgentsByApiKey", "suspendAgentByApiKey", "getOwnAgent");
        for (JsonNode item : usage.path("items")) {
            assertThat(item.path("requests").asLong()).isEqualTo(40);
            assertThat(item.path("errors").asLong())
                    .isEqualTo("listAgentsByApiKey".equals(item.path("endpoint").asText()) ? 0 : 40);
        }
        assertThat(Instant.parse(usage.path("lastUsedAt").asText())).isBetween(start, Instant.now());
        assertThat(keys.read(key).path("lastUsedAt")).isEqualTo(usage.path("lastUsedAt"));
    }

    @Test
    void usageStaysWithTheKeyWhenItsSecretIsRotated() {
        HeldKey old = keys.key("agents:read");
        keys.get("/agents", old).expect(200);
        HeldKey fresh = KeyRealm.issued(keys.rotate(old, 60).expect(200));
        keys.get("/agents", old).expect(200);
        keys.get("/agents", fresh).expect(200);

        Eventually.within(
                SOON, "all is written", () -> usage(fresh, "").path("requests").asLong() == 3);
    }

    @Test
    void whatIsRefusedIsNoUse() {
        HeldKey key = keys.key("agents:read");
        keys.realm().admin().delete(keys.path(key, "")).expect(204);
        keys.get("/agents", key).expect(401);
        HeldKey later = keys.key("agents:read");
        keys.get("/agents", later).expect(200);

        Eventually.within(
                SOON,
                "what came later is written",
                () -> usage(later, "").path("requests").asLong() == 1);

        assertThat(usage(key, "").path("requests").asLong(-1)).isZero();
    }

    @Test
    void usageIsToldByDay() {
        HeldKey key = keys.key("agents:read");
        keys.get("/agents", key).expect(200);
        Eventually.within(
                SOON, "it is written", () -> usage(key, "").path("requests").asLong() == 1);
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);

        assertThat(usage(key, "?from=" + today.minusDays(1) + "&to=" + today)
                        .path("requests")
                        .asLong())
                .isEqualTo(1);
        assertThat(usage(key, "?from=" + today.minusDays(9) + "&to=" + today.minusDays(2))
                        .path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"from=yesterday,from", "to=2026-02-30,to", "from=2026-02-02&to=2026-02-01,from", "from=2020-01-01,from"
    })
    void aRangeThatIsNotValidIsNamed(String query, String field) {
        HeldKey key = keys.key("agents:read");

        assertThat(keys.realm()
                        .admin()
                        .get(keys.path(key, "/usage?" + query))
                        .expect(400)
                        .body()
                        .path("field")
                        .asText())
                .isEqualTo(field);
    }

    @Test
    void metricsCountUsesAndRefusals() {
        HeldKey key = keys.key("agents:read");
        keys.get("/agents", key).expect(200);
        keys.realm().admin().delete(keys.path(key, "")).expect(204);
        keys.get("/agents", key).expect(401);

        String metrics = JsonHttp.get(keys.realm().keycloak().managementUrl() + "/metrics")
                .expect(200)
                .text();

        assertThat(metrics)
                .contains("keycloak_aim_api_key_requests_total{operation=\"listAgentsByApiKey\",result=\"success\"}")
                .contains("keycloak_aim_api_key_refusals_total{reason=\"key_revoked\"}")
                .doesNotContain(key.id());
    }
}
