package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no retention and no legal hold is refused, and the field is named. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditRetentionRulesIT {

    private final AuditRealm audit;
    private final TestRealm realm;

    AuditRetentionRulesIT(TestRealm realm) {
        this.audit = AuditRealm.of(realm);
        this.realm = realm;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"authentication\":0}|authentication",
                "{\"authentication\":36501}|authentication",
                "{\"decision\":\"90\"}|decision",
                "{\"administration\":1.5}|administration",
                "{\"tokens\":5}|tokens"
            })
    void badRetentionIsRefusedAndNamed(String body, String field) {
        JsonNode error = realm.admin()
                .put(realm.aimPath("/audit-logs/retention"), Json.parse(body))
                .expect(400)
                .body();
        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(audit.events("action=audit.retention.changed")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|reason",
                "{\"reason\":\" \"}|reason",
                "{\"reason\":\"x\",\"action\":\"no.such\"}|action",
                "{\"reason\":\"x\",\"from\":\"yesterday\"}|from",
                "{\"reason\":\"x\",\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}|to"
            })
    void badHoldsAreRefusedAndNamed(String body, String field) {
        JsonNode error = realm.admin()
                .post(realm.aimPath("/audit-logs/legal-holds"), Json.parse(body))
                .expect(400)
                .body();
        assertThat(error.path("field").asText()).isEqualTo(field);
    }
}
