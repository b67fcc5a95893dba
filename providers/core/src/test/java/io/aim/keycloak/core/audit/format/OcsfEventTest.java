package io.aim.keycloak.core.audit.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OcsfEventTest {

    @Provide
    Arbitrary<AuditEvent> events() {
        return AuditEvents.any();
    }

    @Property
    void everyEventIsValid(@ForAll("events") AuditEvent event) {
        assertThat(OcsfSchema.violations(OcsfEvent.of(1L, event))).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatOcsfDoesNotKnow() {
        ObjectNode event = OcsfEvent.of(1L, AuditEvents.refusal().build());

        assertThat(OcsfSchema.violations(event.deepCopy().put("invented", 1))).isNotEmpty();
        assertThat(OcsfSchema.violations(event.deepCopy().put("class_uid", 3001)))
                .isNotEmpty();
        assertThat(OcsfSchema.violations(event.deepCopy().without("service"))).isNotEmpty();
        assertThat(OcsfSchema.violations(event.deepCopy().without("metadata"))).isNotEmpty();
    }

    @Test
    void aRefusedTokenIsAFailedAuthenticationOfTheAgent() {
        ObjectNode json =
                OcsfEvent.of(7L, AuditEvents.refusal().onBehalfOf("user-1").build());

        assertThat(json.path("type_uid").asInt()).isEqualTo(300201);
        assertThat(json.path("status_id").asInt()).isEqualTo(2);
        assertThat(json.path("status_code").asText()).isEqualTo("assertion_expired");
        assertThat(json.path("time").asLong()).isEqualTo(AuditEvents.TIME.toEpochMilli());
        assertThat(json.at("/metadata/sequence").asLong()).isEqualTo(7);
        assertThat(json.at("/metadata/correlation_uid").asText()).isEqualTo("jti-1");
        assertThat(json.at("/user/uid").asText()).isEqualTo("agent-1");
        assertThat(json.at("/actor/user/type").asText()).isEqualTo("Agent");
        assertThat(json.at("/src_endpoint/ip").asText()).isEqualTo("2001:db8::7");
        assertThat(json.at("/http_request/user_agent").asText()).isEqualTo("agent/1.0");
        assertThat(json.at("/unmapped/realm").asText()).isEqualTo("acme");
        assertThat(json.at("/unmapped/trust_score").asText()).isEqualTo("0.500");
        assertThat(json.at("/unmapped/on_behalf_of").asText()).isEqualTo("user-1");
        assertThat(json.at("/unmapped/result").asText()).isEqualTo("denied");
    }

    @ParameterizedTest
    @CsvSource({"verified,300102", "suspended,300105", "revoked,300105", "pending,300199"})
    void theNewStatusDecidesOnTheActivity(String status, int typeUid) {
        ObjectNode json = OcsfEvent.of(
                null, AuditEvents.suspension().detail("status", status).build());

        assertThat(json.path("type_uid").asInt()).isEqualTo(typeUid);
        assertThat(json.at("/user/name").asText()).isEqualTo("invoice-bot");
        assertThat(json.at("/actor/user/name").asText()).isEqualTo("zoë");
    }

    @ParameterizedTest
    @CsvSource({"user,create,300503", "user,delete,300504", "agent,update,300599", "role,create,300403"})
    void aRoleIsGrantedToPrincipalsOnly(String target, String operation, int typeUid) {
        AuditEvent event = AuditEvent.of(AuditAction.ROLE_CHANGED, "acme", AuditEvents.TIME, AuditActor.SYSTEM)
                .target(target, "id-1", "aim")
                .detail("operation", operation)
                .detail("role", "aim-operator")
                .build();

        assertThat(OcsfEvent.of(null, event).path("type_uid").asInt()).isEqualTo(typeUid);
    }

    @ParameterizedTest
    @EnumSource
    void anActionOfALaterCatalogueIsMappedByItsCategory(AuditCategory category) {
        AuditEvent event = new AuditEvent(
                "id-1",
                "acme",
                AuditEvents.TIME,
                category,
                "later.action",
                new AuditActor(AuditActorKind.API_KEY, "key-1", null),
                null,
                null,
                AuditResult.FAILURE,
                "io",
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>());
        ObjectNode json = OcsfEvent.of(null, event);

        assertThat(json.path("activity_id").asInt()).isEqualTo(99);
        assertThat(json.path("activity_name").asText()).isEqualTo("later.action");
        assertThat(OcsfSchema.violations(json)).isEmpty();
    }
}
