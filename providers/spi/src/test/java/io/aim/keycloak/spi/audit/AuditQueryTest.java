package io.aim.keycloak.spi.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditQueryTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final AuditEvent PROVEN = AuditEvent.of(
                    AuditAction.AGENT_KEY_PROVEN, "acme", NOON, new AuditActor(AuditActorKind.AGENT, "agent-1", null))
            .target(AuditTarget.AGENT, "agent-2", null)
            .build();

    @Test
    void withoutFiltersItFindsEverything() {
        assertThat(AuditQuery.ALL.matches(PROVEN)).isTrue();
    }

    @Test
    void anActionIsFoundByItsCodeAndByItsBeginningUpToADot() {
        assertThat(byAction("agent.key.proven").matches(PROVEN)).isTrue();
        assertThat(byAction("agent.key").matches(PROVEN)).isTrue();
        assertThat(byAction("agent").matches(PROVEN)).isTrue();
    }

    @Test
    void anActionIsNotFoundByOtherBeginnings() {
        for (String other : new String[] {
            "agent.keys", "agent.ke", "agent.key.", "agent.", "age", "", "key.proven", "agent.key.proven.x", "AGENT.KEY"
        }) {
            assertThat(byAction(other).matches(PROVEN)).describedAs(other).isFalse();
        }
    }

    @Test
    void anAgentIsFoundAsActorAndAsTarget() {
        assertThat(byAgent("agent-1").matches(PROVEN)).isTrue();
        assertThat(byAgent("agent-2").matches(PROVEN)).isTrue();
        assertThat(byAgent("agent-3").matches(PROVEN)).isFalse();
    }

    @Test
    void aUserWithTheIdOfAnAgentIsNoAgent() {
        AuditEvent byUser = AuditEvent.of(
                        AuditAction.ROLE_CHANGED, "acme", NOON, new AuditActor(AuditActorKind.USER, "agent-1", "zoë"))
                .target(AuditTarget.USER, "agent-2", "Olivia")
                .build();

        assertThat(byAgent("agent-1").matches(byUser)).isFalse();
        assertThat(byAgent("agent-2").matches(byUser)).isFalse();
    }

    @Test
    void aRangeOfTimeBeginsWithItsFirstInstantAndEndsBeforeItsLast() {
        assertThat(between(NOON, null).matches(PROVEN)).isTrue();
        assertThat(between(NOON.plusMillis(1), null).matches(PROVEN)).isFalse();
        assertThat(between(null, NOON).matches(PROVEN)).isFalse();
        assertThat(between(null, NOON.plusMillis(1)).matches(PROVEN)).isTrue();
    }

    private static AuditQuery byAction(String action) {
        return new AuditQuery(null, null, null, null, action, null, null, null, null, null, null, null);
    }

    private static AuditQuery byAgent(String agentId) {
        return new AuditQuery(null, null, agentId, null, null, null, null, null, null, null, null, null);
    }

    private static AuditQuery between(@Nullable Instant from, @Nullable Instant to) {
        return new AuditQuery(null, null, null, null, null, null, null, null, null, null, from, to);
    }
}
