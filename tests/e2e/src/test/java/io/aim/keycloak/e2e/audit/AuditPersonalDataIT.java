package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are called can be forgotten while the trail stays provable. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPersonalDataIT {
    private static final String NAME = "mona-the-manager";

    private final AuditRealm trail;
    private final TestRealm.User mona;
    private final AdminClient client;
    private final TestAgent agent;
    private final TrailBackup backup;
    private AuditArchive kept;

    AuditPersonalDataIT(TestRealm realm) throws SQLException {
        this.trail = AuditRealm.of(realm);
        this.mona = trail.realm().createUser(NAME, "realm-admin");
        this.client = trail.realm().adminAs(mona);
        this.agent = trail.agent();
        client.post(agent.adminPath("/suspend")).expect(200);
        client.post(agent.adminPath("/reactivate"), Map.of("reason", "end-to-end test"))
                .expect(200);
        trail.checkpoint();
        this.backup = TrailBackup.of(trail);
    }

    @BeforeEach
    void keepAnExport() throws Exception {
        kept = AuditArchive.download(trail.realm(), "");
        assertThat(kept.events()).contains(NAME);
    }

    @AfterEach
    void restore() throws SQLException {
        backup.restore();
    }

    @AfterAll
    void dropBackup() throws SQLException {
        backup.drop();
    }

    private List<JsonNode> eventsOfMona() {
        return trail.events("actor=" + mona.id());
    }

    private void destroyKey() throws SQLException {
        assertThat(trail.jdbc()
                        .update(
                                "update AIM_AUDIT_SUBJECT_KEY set SECRET_KEY = null"
                                        + " where REALM_ID = ? and SUBJECT_ID = ?",
                                trail.id(),
                                mona.id()))
                .isOne();
    }

    private void assertForgotten(JsonNode event) {
        assertThat(event.path("personalDataErased").asBoolean()).isTrue();
        assertThat(event.path("actor").path("id").asText()).isEqualTo(mona.id());
        assertThat(event.path("actor").has("name")).isFalse();
        assertThat(event.has("sourceIp")).isFalse();
        assertThat(event.has("userAgent")).isFalse();
    }

    @Test
    void theNameIsReadableWhileTheKeyIsThere() {
        assertThat(eventsOfMona()).hasSize(3).allSatisfy(event -> {
            assertThat(event.path("personalDataErased").asBoolean(true)).isFalse();
            assertThat(event.path("actor").path("name").asText()).isEqualTo(NAME);
            assertThat(event.path("sourceIp").asText()).isNotBlank();
            assertThat(event.path("userAgent").asText()).isNotBlank();
        });
    }

    @Test
    void theDatabaseHoldsNoNameInTheClear() throws SQLException {
        for (Map<String, Object> row :
                trail.jdbc().query("select * from AIM_AUDIT_EVENT where ACTOR_ID = ?", mona.id())) {
            assertThat(row.toString()).doesNotContain(NAME, "127.0.0.1");
        }
    }

    @Test
    void withItsKeyAPersonsNameIsGoneAndTheTrailStillVerifies() throws Exception {
        destroyKey();
        trail.checkpoint();

        AuditArchive fresh = AuditArchive.download(trail.realm(), "");
        assertThat(kept.verify(fresh.events()).intact()).isTrue();
        assertThat(fresh.verify().intact()).isTrue();
        assertThat(fresh.verify().personalData())
                .isLessThan(kept.verify().personalData())
                .isPositive();
        assertThat(eventsOfMona()).hasSize(3).allSatisfy(event -> {
            assertForgotten(event);
            assertThat(new AuditProof(
                                    trail.get("/audit-logs/" + event.path("id").asText() + "/proof")
                                            .expect(200)
                                            .body())
                            .holds())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv", "ocsf"})
    void noExportNamesAPersonWhoseKeyIsGone(String format) throws Exception {
        assertThat(AuditArchive.download(trail.realm(), "?format=" + format).events())
                .contains(NAME);

        destroyKey();

        assertThat(AuditArchive.download(trail.realm(), "?format=" + format).events())
                .contains(mona.id())
                .doesNotContain(NAME);
    }

    @Test
    void aPersonWithoutAKeyStaysWithoutAName() throws Exception {
        destroyKey();

        client.post(agent.adminPath("/suspend")).expect(200);
        client.post(agent.adminPath("/reactivate"), Map.of("reason", "end-to-end test"))
                .expect(200);

        assertThat(eventsOfMona()).hasSize(6).allSatisfy(this::assertForgotten);
        assertThat(trail.jdbc()
                        .number(
                                "select count(*) from AIM_AUDIT_SUBJECT_KEY where SUBJECT_ID = ? and SECRET_KEY is not null",
                                mona.id()))
                .isZero();
        assertThat(AuditArchive.download(trail.realm(), "").verify().intact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void unreadableDataAreNoDataAndTheTrailStillVerifies(String garbage) throws Exception {
        trail.jdbc().update("update AIM_AUDIT_EVENT set ACTOR_DATA = ? where ACTOR_ID = ?", garbage, mona.id());

        assertThat(eventsOfMona()).hasSize(3).allSatisfy(this::assertForgotten);
        assertThat(kept.verify(AuditArchive.download(trail.realm(), "").events())
                        .intact())
                .isTrue();
    }

    @Test
    void dataOfAnotherEventAreNotShown() throws Exception {
        List<JsonNode> events = eventsOfMona();

        trail.jdbc()
                .update(
                        "update AIM_AUDIT_EVENT set ACTOR_DATA ="
                                + " (select ACTOR_DATA from AIM_AUDIT_EVENT where ID = ?) where ID = ?",
                        events.get(0).path("id").asText(),
                        events.get(1).path("id").asText());

        assertForgotten(eventsOfMona().get(1));
        assertThat(kept.verify(AuditArchive.download(trail.realm(), "").events())
                        .intact())
                .isTrue();
    }
}
