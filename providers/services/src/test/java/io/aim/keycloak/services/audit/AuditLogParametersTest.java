package io.aim.keycloak.services.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.spi.audit.AuditQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AuditLogParametersTest {

    private static final Map<String, String> USERS = Map.of("zoë", "user-1");

    @Test
    void withoutParametersItIsEverything() {
        assertThat(query(parameters -> {})).isEqualTo(AuditQuery.ALL);
        assertThat(query(parameters -> {
                    parameters.actor = "";
                    parameters.actorKind = " ";
                    parameters.category = "";
                    parameters.action = " ";
                    parameters.target = "";
                    parameters.targetKind = "";
                    parameters.result = "";
                    parameters.reason = "";
                    parameters.correlationId = "";
                    parameters.from = "";
                    parameters.to = " ";
                }))
                .isEqualTo(AuditQuery.ALL);
    }

    @Test
    void everyParameterIsAFilter() {
        AuditLogParameters parameters = new AuditLogParameters();
        parameters.actor = "zoë";
        parameters.actorKind = "user";
        parameters.category = "administration";
        parameters.action = "agent.status";
        parameters.target = "agent-1";
        parameters.targetKind = "agent";
        parameters.result = "denied";
        parameters.reason = "not_allowed";
        parameters.correlationId = "request-1";
        parameters.from = "2026-03-04T12:00:00Z";
        parameters.to = "2026-03-04T13:00:00.5+00:00";

        assertThat(parameters.query(USERS::get, "agent-2"))
                .isEqualTo(new AuditQuery(
                        AuditActorKind.USER,
                        "user-1",
                        "agent-2",
                        AuditCategory.ADMINISTRATION,
                        "agent.status",
                        "agent",
                        "agent-1",
                        AuditResult.DENIED,
                        "not_allowed",
                        "request-1",
                        Instant.parse("2026-03-04T12:00:00Z"),
                        Instant.parse("2026-03-04T13:00:00.500Z")));
    }

    @Test
    void anActorWhoIsNoUsernameIsAnId() {
        assertThat(query(parameters -> parameters.actor = "zoë").actorId()).isEqualTo("user-1");
        assertThat(query(parameters -> parameters.actor = "user-1").actorId()).isEqualTo("user-1");
        assertThat(query(parameters -> parameters.actor = "agent-1").actorId()).isEqualTo("agent-1");
    }

    @Test
    void actionsAreThoseOfTheCatalogueAndTheirBeginnings() {
        for (AuditAction action : AuditAction.values()) {
            assertThat(query(parameters -> parameters.action = action.code()).action())
                    .isEqualTo(action.code());
        }
        assertThat(query(parameters -> parameters.action = "agent").action()).isEqualTo("agent");
        assertThat(query(parameters -> parameters.action = "agent.key").action())
                .isEqualTo("agent.key");
        for (String other : List.of("age", "agent.", "agent.keys", "AGENT", "agent.*", "%", "agent.registered.twice")) {
            assertRefused("action", "unknown_action", parameters -> parameters.action = other);
        }
    }

    @Test
    void codesAreThoseThatExist() {
        for (String other : List.of("USER", "robot", "user,agent", "api-key")) {
            assertRefused("actorKind", "invalid_actorkind", parameters -> parameters.actorKind = other);
            assertRefused("category", "invalid_category", parameters -> parameters.category = other);
            assertRefused("result", "invalid_result", parameters -> parameters.result = other);
        }
    }

    @Test
    void textsAreBoundedAndOnOneLine() {
        for (String odd : List.of("a\nb", "\0", "x".repeat(256))) {
            assertRefused("actor", "invalid_characters", parameters -> parameters.actor = odd);
            assertRefused("action", "invalid_characters", parameters -> parameters.action = odd);
            assertRefused("target", "invalid_characters", parameters -> parameters.target = odd);
            assertRefused("targetKind", "invalid_characters", parameters -> parameters.targetKind = odd);
            assertRefused("reason", "invalid_characters", parameters -> parameters.reason = odd);
            assertRefused("correlationId", "invalid_characters", parameters -> parameters.correlationId = odd);
        }
    }

    @Test
    void timesHaveAnOffsetAndMillisecondsCount() {
        assertThat(query(parameters -> parameters.from = "2026-03-04T12:00:00+02:00")
                        .from())
                .isEqualTo("2026-03-04T10:00:00Z");
        assertThat(query(parameters -> parameters.to = "2026-03-04T12:00:00.123999Z")
                        .to())
                .isEqualTo("2026-03-04T12:00:00.123Z");
        for (String odd : List.of(
                "yesterday",
                "2026-03-04",
                "2026-03-04T12:00:00",
                "2026-02-30T12:00:00Z",
                "1772625600000",
                "+999999999-01-01T00:00:00Z")) {
            assertRefused("from", "invalid_time", parameters -> parameters.from = odd);
            assertRefused("to", "invalid_time", parameters -> parameters.to = odd);
        }
    }

    @Test
    void aRangeMustNotBeEmpty() {
        assertRefused("to", "invalid_range", parameters -> {
            parameters.from = "2026-03-04T12:00:00Z";
            parameters.to = "2026-03-04T12:00:00Z";
        });
        assertRefused("to", "invalid_range", parameters -> {
            parameters.from = "2026-03-04T12:00:00Z";
            parameters.to = "2026-03-04T12:30:00+01:00";
        });
    }

    private static AuditQuery query(Consumer<AuditLogParameters> sent) {
        AuditLogParameters parameters = new AuditLogParameters();
        sent.accept(parameters);
        return parameters.query(USERS::get, null);
    }

    private static void assertRefused(String field, String code, Consumer<AuditLogParameters> sent) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, () -> query(sent));

        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.code()).isEqualTo(code);
    }
}
