package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.format.AuditEvents;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditEventJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anEventIsAnObjectOfStrings() throws JsonProcessingException {
        AuditEvent event = AuditEvents.refusal()
                .target(AuditTarget.USER, "user-1", "zoë")
                .onBehalfOf("user-2")
                .detail("scope", "invoices:read")
                .build();

        assertThat(AuditEventJson.write(event)).isEqualTo(JSON.readTree("""
                {
                  "id": "%s",
                  "realm": "acme",
                  "time": "2026-03-04T05:06:07.080Z",
                  "category": "authentication",
                  "action": "agent.token.refused",
                  "actor": {"kind": "agent", "id": "agent-1", "name": "invoice-bot"},
                  "onBehalfOf": "user-2",
                  "target": {"kind": "user", "id": "user-1", "name": "zoë"},
                  "result": "denied",
                  "reason": "assertion_expired",
                  "correlationId": "jti-1",
                  "sourceIp": "2001:db8::7",
                  "userAgent": "agent/1.0",
                  "keyThumbprint": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                  "trustScore": "0.500",
                  "details": {"scope": "invoices:read"}
                }""".formatted(event.id())));
    }

    @Test
    void whatIsNotKnownIsAbsent() throws JsonProcessingException {
        AuditEvent event = AuditEvent.of(AuditAction.REALM_SETUP, "acme", AuditEvents.TIME, AuditActor.SYSTEM)
                .build();

        assertThat(AuditEventJson.write(event)).isEqualTo(JSON.readTree("""
                {
                  "id": "%s",
                  "realm": "acme",
                  "time": "2026-03-04T05:06:07.080Z",
                  "category": "administration",
                  "action": "realm.setup",
                  "actor": {"kind": "system"},
                  "result": "success"
                }""".formatted(event.id())));
    }

    @Test
    void everyTimeHasMilliseconds() {
        for (String time : List.of("2026-03-04T05:06:07Z", "1970-01-01T00:00:00Z", "2026-03-04T05:06:07.1Z")) {
            AuditEvent event = AuditEvent.of(AuditAction.REALM_SETUP, "acme", Instant.parse(time), AuditActor.SYSTEM)
                    .build();

            assertThat(AuditEventJson.write(event).get("time").textValue()).hasSize(24);
            assertThat(AuditEventJson.read(AuditEventJson.write(event))).isEqualTo(event);
        }
    }

    @Test
    void anEventOfALaterVersionCanBeRead() {
        ObjectNode json = sample().put("action", "agent.invented").put("more", "to say");

        assertThat(AuditEventJson.read(json).action()).isEqualTo("agent.invented");
    }

    @Test
    void everyEventHasTheseMembers() {
        for (String name : List.of("id", "realm", "time", "category", "action", "actor", "result")) {
            assertRefused(sample().without(List.of(name)));
        }
        assertRefused(sample().set("actor", JSON.createObjectNode().put("id", "agent-1")));
        assertRefused(sample().set("target", JSON.createObjectNode().put("id", "agent-1")));
    }

    @Test
    void membersOfAnotherTypeAreRefused() {
        for (String name : List.of(
                "id",
                "realm",
                "time",
                "category",
                "action",
                "actor",
                "result",
                "reason",
                "correlationId",
                "sourceIp",
                "userAgent",
                "keyThumbprint",
                "onBehalfOf",
                "trustScore")) {
            assertRefused(sample().put(name, 1));
            assertRefused(sample().putNull(name));
        }
        assertRefused(sample().set("details", JSON.createObjectNode().put("number", 1)));
        assertRefused(sample().set("details", JSON.createObjectNode().putNull("nothing")));
        assertRefused(sample().set("details", JSON.createObjectNode().set("object", JSON.createObjectNode())));
    }

    @Test
    void unknownCodesAndOddTimesAreRefused() {
        assertRefused(sample().put("category", "gossip"));
        assertRefused(sample().put("result", "SUCCESS"));
        assertRefused(sample().put("time", "yesterday"));
        assertRefused(sample().put("trustScore", "high"));
        assertRefused(sample().set("actor", JSON.createObjectNode().put("kind", "robot")));
    }

    @Test
    void whatIsNoObjectIsRefused() throws JsonProcessingException {
        for (String json : List.of("", "null", "1", "\"text\"", "[]", "{}")) {
            assertRefused(JSON.readTree(json));
        }
    }

    private static ObjectNode sample() {
        return AuditEventJson.write(AuditEvents.refusal().build());
    }

    private static void assertRefused(JsonNode json) {
        assertThatIllegalArgumentException().describedAs(json.toString()).isThrownBy(() -> AuditEventJson.read(json));
    }
}
