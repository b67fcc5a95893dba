package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events are kept as long as the realm says, longer under a legal hold, and what remains still verifies. */
@KeycloakTest
class AuditRetentionIT {

    private final AuditRealm audit;
    private final TestRealm realm;
    private final JdbcAccess jdbc;

    AuditRetentionIT(Keycloak keycloak) {
        this.audit = AuditRealm.of(TestRealm.create(keycloak, "retention"));
        this.realm = audit.realm();
        this.jdbc = keycloak.jdbc();
    }

    @AfterEach
    void removeTheRealm() {
        realm.close();
    }

    /** Moves the token events of an agent into the past. */
    private void age(TestAgent agent, Duration age) throws SQLException {
        audit.checkpoint(); // they have their numbers
        assertThat(jdbc.update(
                        "update AIM_AUDIT_EVENT set EVENT_TIME = EVENT_TIME - ? where ACTOR_ID = ? and CATEGORY = ?",
                        age.toMillis(),
                        agent.id(),
                        "authentication"))
                .isPositive();
    }

    private long rows(TestAgent agent) throws SQLException {
        return jdbc.number(
                "select count(*) from AIM_AUDIT_EVENT where ACTOR_ID = ? and CATEGORY = ?",
                agent.id(),
                "authentication");
    }

    private JsonNode apply() {
        return realm.admin()
                .post(realm.aimPath("/audit-logs/retention/apply"))
                .expect(200)
                .body();
    }

    private String hold(ObjectNode body) {
        return realm.admin()
                .post(realm.aimPath("/audit-logs/legal-holds"), body)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        JsonNode days = realm.admin()
                .get(realm.aimPath("/audit-logs/retention"))
                .expect(200)
                .body();
        assertThat(days)
                .isEqualTo(Json.object()
                        .put("authentication", 400)
                        .put("administration", 2190)
                        .put("decision", 90));
    }

    @Test
    void removesWhatIsOverAndSaysSoAndTheRestStillVerifies() throws Exception {
        TestAgent old = audit.agent();
        old.accessToken();
        TestAgent recent = audit.agent();
        recent.accessToken();
        age(old, Duration.ofDays(401));

        assertThat(apply().path("authentication").asLong()).isEqualTo(1);

        assertThat(rows(old)).isZero();
        assertThat(rows(recent)).isEqualTo(1);
        JsonNode said = audit.events("action=audit.events.removed").get(0);
        assertThat(said.path("details").path("count").asText()).isEqualTo("1");
        assertThat(said.path("details").path("category").asText()).isEqualTo("authentication");
        AuditArchive archive = AuditArchive.download(realm, "");
        assertThat(archive.verify().intact()).isTrue();
        assertThat(archive.verify().hashesOnly()).isEqualTo(1);
    }

    @Test
    void aShorterRetentionRemovesMore() throws SQLException {
        TestAgent agent = audit.agent();
        agent.accessToken();
        age(agent, Duration.ofDays(31));
        assertThat(apply().path("authentication").asLong()).isZero();

        realm.admin()
                .put(realm.aimPath("/audit-logs/retention"), Json.object().put("authentication", 30))
                .expect(204);

        assertThat(apply().path("authentication").asLong()).isEqualTo(1);
        assertThat(audit.events("action=audit.retention.changed")
                        .get(0)
                        .path("details")
                        .path("authentication")
                        .asText())
                .isEqualTo("400 -> 30");
    }

    @Test
    void aLegalHoldBeatsRetentionUntilItIsReleased() throws SQLException {
        TestAgent held = audit.agent();
        held.accessToken();
        TestAgent other = audit.agent();
        other.accessToken();
        age(held, Duration.ofDays(500));
        age(other, Duration.ofDays(500));
        String hold = hold(Json.object().put("reason", "case 17").put("subject", held.id()));

        apply();
        assertThat(rows(held)).isEqualTo(1);
        assertThat(rows(other)).isZero();

        realm.admin().delete(realm.aimPath("/audit-logs/legal-holds/" + hold)).expect(204);
        apply();
        assertThat(rows(held)).isZero();
        assertThat(audit.events("action=audit.hold"))
                .extracting(event -> event.path("action").asText())
                .containsExactly("audit.hold.released", "audit.hold.placed");
    }

    @Test
    void aHoldOnAnActionOrATimeHoldsThoseOnly() throws SQLException {
        TestAgent agent = audit.agent();
        agent.accessToken();
        age(agent, Duration.ofDays(500));
        String byAction = hold(Json.object().put("reason", "tokens").put("action", "agent.token"));
        apply();
        assertThat(rows(agent)).isEqualTo(1);
        realm.admin()
                .delete(realm.aimPath("/audit-logs/legal-holds/" + byAction))
                .expect(204);

        hold(Json.object().put("reason", "this year").put("from", "2026-01-01T00:00:00Z"));
        apply();
        assertThat(rows(agent)).isZero();
    }

    @Test
    void holdsAreListedAndThoseOfAnotherRealmAreUnknown() {
        String hold = hold(Json.object().put("reason", "case 18"));
        assertThat(realm.admin()
                        .get(realm.aimPath("/audit-logs/legal-holds"))
                        .expect(200)
                        .body())
                .extracting(item -> item.path("id").asText())
                .containsExactly(hold);
        try (TestRealm elsewhere =
                TestRealm.create(realm.keycloak(), "elsewhere").setUp()) {
            realm.admin()
                    .delete(elsewhere.aimPath("/audit-logs/legal-holds/" + hold))
                    .expect(404);
        }
    }

    @Test
    void theDataOfARemovedUserCanBeErasedAndTheProofsStay() throws Exception {
        TestRealm.User manager =
                realm.createUser("manager", "manage-clients", "view-clients", "aim-manage", "view-users");
        TestAgent agent = audit.agent();
        realm.adminAs(manager).post(agent.adminPath("/suspend")).expect(200);
        ObjectNode request = Json.object().put("user", manager.id()).put("reason", "asked for it");
        realm.admin().post(realm.aimPath("/audit-logs/erasures"), request).expect(409);
        realm.admin().delete(realm.adminPath("/users/" + manager.id())).expect(204);
        assertThat(audit.events("actor=" + manager.id())
                        .get(0)
                        .path("actor")
                        .path("name")
                        .asText())
                .isEqualTo("manager");

        realm.admin().post(realm.aimPath("/audit-logs/erasures"), request).expect(204);

        JsonNode event = audit.events("actor=" + manager.id()).get(0);
        assertThat(event.path("actor").has("name")).isFalse();
        assertThat(event.has("sourceIp")).isFalse();
        assertThat(event.path("personalDataErased").asBoolean()).isTrue();
        AuditArchive archive = AuditArchive.download(realm, "");
        assertThat(archive.verify().intact()).isTrue();
        assertThat(archive.events()).doesNotContain("\"manager\"");
    }

    @Test
    void aLegalHoldForbidsErasure() {
        String nobody = UUID.randomUUID().toString();
        hold(Json.object().put("reason", "case 19").put("subject", nobody));
        JsonNode error = realm.admin()
                .post(
                        realm.aimPath("/audit-logs/erasures"),
                        Json.object().put("user", nobody).put("reason", "asked for it"))
                .expect(409)
                .body();
        assertThat(error.path("error").asText()).isEqualTo("legal_hold");
    }
}
