package io.aim.keycloak.e2e.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that share nothing but the database; the second has a pepper and writes usage when it stops only. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiKeyNodesIT {
    private final KeyRealm keys;
    private final TestRealm realm;
    private Keycloak second;

    ApiKeyNodesIT(TestRealm realm) {
        this.realm = realm;
        this.keys = KeyRealm.of(realm);
    }

    @BeforeAll
    void startSecondNode(@TempDir Path files) throws IOException, InterruptedException {
        Path pepper = Files.writeString(files.resolve("pepper"), "pepper-of-the-second-node-for-this-test\n");
        second = Nodes.single(
                realm.keycloak().database(),
                "--spi-aim-api-key-hash--sha256--pepper-file=" + pepper,
                "--spi-aim-api-key-usage--batched--flush-interval-millis=3600000");
    }

    @AfterAll
    void stopSecondNode() {
        if (second != null) {
            second.close();
        }
    }

    private int onSecond(HeldKey key) {
        return JsonHttp.get(second.baseUrl() + "/realms/" + realm.name() + "/aim/v1/agents", key.text())
                .status();
    }

    @Test
    @Order(1)
    void whatIsDecidedOnOneNodeHoldsOnTheOtherAtOnce() {
        for (int round = 0; round < 20; round++) {
            HeldKey key = keys.key("agents:read");
            assertThat(onSecond(key)).isEqualTo(200);
            keys.patch(key, Json.object().put("state", "disabled")).expect(200);
            assertThat(onSecond(key)).isEqualTo(401);
            keys.patch(key, Json.object().put("state", "active")).expect(200);
            assertThat(onSecond(key)).isEqualTo(200);
            HeldKey fresh = KeyRealm.issued(keys.rotate(key, 0).expect(200));
            assertThat(onSecond(key)).isEqualTo(401);
            assertThat(onSecond(fresh)).isEqualTo(200);
            realm.admin().delete(keys.path(key, "")).expect(204);
            assertThat(onSecond(fresh)).isEqualTo(401);
        }
    }

    @Test
    @Order(2)
    void aPepperIsNeededForTheKeysThatWereMadeWithIt() throws SQLException {
        AdminClient admin = second.adminOf(
                realm.name(), keys.creator().username(), keys.creator().password());
        HeldKey peppered = keys.key(admin, KeyRealm.creation("agents:read"));
        HeldKey plain = keys.key("agents:read");

        assertThat(onSecond(peppered)).isEqualTo(200);
        assertThat(onSecond(plain)).isEqualTo(200);
        keys.get("/agents", peppered).expect(401);
        assertThat(keys.event("api_key.refused", peppered.id()).path("reason").asText())
                .isEqualTo("pepper_unknown");
        Map<String, Object> row = realm.keycloak()
                .jdbc()
                .query("select PEPPER_ID from AIM_API_KEY where ID = ?", peppered.id())
                .get(0);
        assertThat((String) row.get("pepper_id")).hasSize(11);
    }

    @Test
    @Order(3)
    void aNodeThatStopsWritesWhatItCounted() throws SQLException {
        HeldKey key = keys.key("agents:read");
        for (int i = 0; i < 7; i++) {
            assertThat(onSecond(key)).isEqualTo(200);
        }
        assertThat(requests(key)).isZero();

        second.stop();

        assertThat(requests(key)).isEqualTo(7);
    }

    private long requests(HeldKey key) throws SQLException {
        return realm.keycloak()
                .jdbc()
                .number("select coalesce(sum(REQUESTS), 0) from AIM_API_KEY_USAGE where KEY_ID = ?", key.id());
    }
}
