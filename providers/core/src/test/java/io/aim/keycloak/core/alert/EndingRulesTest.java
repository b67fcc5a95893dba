package io.aim.keycloak.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.core.assertion.RefusalReason;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the trail says is over. */
class EndingRulesTest {

    private static List<String> ended(AuditEvent event) {
        return EndingRules.endings(event).stream().map(AlertEnding::dedupKey).toList();
    }

    private static AuditEvent status(String status, Instant time) {
        return Trail.event(AuditAction.AGENT_STATUS_CHANGED, "a", time)
                .detail("status", status)
                .build();
    }

    @Test
    void anAgentThatIsReactivatedMayAskForTokensAndHasItsPeople() {
        assertThat(ended(status("verified", Trail.START)))
                .containsExactly("suspended_agent_active:a", "agent_unaccountable:a");
    }

    @Test
    void anAgentThatIsRevokedIsDoneWith() {
        assertThat(ended(status("revoked", Trail.START))).containsExactly("suspended_agent_active:a");
        assertThat(ended(status("suspended", Trail.START))).isEmpty();
    }

    @Test
    void theKeysThatARotationReplacesAreDoneWith() {
        assertThat(ended(Trail.event(AuditAction.AGENT_KEY_ROTATED, "a", Trail.START)
                        .keyThumbprint("new")
                        .detail("replaced", "k1 k2")
                        .build()))
                .containsExactly("key_expiring:a:k1", "key_expired:a:k1", "key_expiring:a:k2", "key_expired:a:k2");
    }

    @ParameterizedTest
    @EnumSource(
            value = AuditAction.class,
            names = {"AGENT_KEY_REVOKED", "AGENT_KEY_RETIRED"})
    void aKeyThatIsTakenAwayIsDoneWith(AuditAction action) {
        assertThat(ended(
                        Trail.event(action, "a", Trail.START).keyThumbprint("k").build()))
                .containsExactly("key_expiring:a:k", "key_expired:a:k");
    }

    @Test
    void theKeysThatACutTakesAwayAreDoneWith() {
        assertThat(ended(Trail.event(AuditAction.AGENT_CUT, "a", Trail.START)
                        .detail("keys", "k")
                        .build()))
                .containsExactly("key_expiring:a:k", "key_expired:a:k");
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT_UPDATED, true, 1",
        "AGENT_TRANSFERRED, true, 1",
        "AGENT_TRANSFER_ACCEPTED, true, 1",
        "AGENT_SPONSOR_RETURNED, true, 1",
        "AGENT_TRANSFERRED, false, 0",
        "AGENT_UPDATED, , 0"
    })
    void anAgentThatHasBothPeopleIsAccountable(AuditAction action, String accountable, int endings) {
        assertThat(ended(Trail.event(action, "a", Trail.START)
                        .detail(AgentPerson.ACCOUNTABLE, accountable)
                        .build()))
                .hasSize(endings)
                .allSatisfy(key -> assertThat(key).isEqualTo("agent_unaccountable:a"));
    }

    @Test
    void anEventAboutNoAgentEndsNothing() {
        assertThat(ended(AuditEvent.of(AuditAction.AGENT_KEY_REVOKED, "realm", Trail.START, AuditActor.SYSTEM)
                        .keyThumbprint("k")
                        .build()))
                .isEmpty();
    }

    @Test
    void whatEndsAndBeginsAgainComesInTheOrderOfTheTrail() {
        AlertRules rules = new AlertRules(AlertThresholds.DEFAULT, Map.of());
        Stream.of(
                        Trail.refused("a", RefusalReason.AGENT_SUSPENDED, Trail.START),
                        Trail.refused("a", RefusalReason.AGENT_SUSPENDED, Trail.START.plusSeconds(1)),
                        status("verified", Trail.START.plusSeconds(2)),
                        status("revoked", Trail.START.plusSeconds(3)),
                        Trail.refused("a", RefusalReason.AGENT_REVOKED, Trail.START.plusSeconds(4)))
                .forEach(rules::look);

        List<AlertChange> changes = rules.changes().stream()
                .filter(change -> change.dedupKey().equals("suspended_agent_active:a"))
                .toList();
        assertThat(changes).hasSize(3);
        assertThat(changes.get(0))
                .isInstanceOfSatisfying(
                        AlertSignal.class, signal -> assertThat(signal.count()).isEqualTo(2));
        assertThat(changes.get(1)).isEqualTo(new AlertEnding("suspended_agent_active:a", "the agent was reactivated"));
        assertThat(changes.get(2))
                .isInstanceOfSatisfying(
                        AlertSignal.class, signal -> assertThat(signal.count()).isEqualTo(1));
    }
}
