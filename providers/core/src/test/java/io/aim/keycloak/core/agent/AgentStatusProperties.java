package io.aim.keycloak.core.agent;

import static io.aim.keycloak.core.agent.AgentStatus.PENDING;
import static io.aim.keycloak.core.agent.AgentStatus.REVOKED;
import static io.aim.keycloak.core.agent.AgentStatus.SUSPENDED;
import static io.aim.keycloak.core.agent.AgentStatus.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** {@code pending → verified ⇄ suspended → revoked}; every status but revoked can be revoked. */
class AgentStatusProperties {

    private static final Map<AgentStatus, Set<AgentStatus>> DOCUMENTED = Map.of(
            PENDING, Set.of(VERIFIED, REVOKED),
            VERIFIED, Set.of(SUSPENDED, REVOKED),
            SUSPENDED, Set.of(VERIFIED, REVOKED),
            REVOKED, Set.of());

    @Property
    void aWalkFromPendingTakesDocumentedStepsOnly(@ForAll @Size(max = 20) List<AgentStatus> targets) {
        AgentStatus agent = PENDING;
        for (AgentStatus target : targets) {
            boolean allowed = agent.canBecome(target);
            assertThat(allowed)
                    .as("%s to %s", agent, target)
                    .isEqualTo(DOCUMENTED.get(agent).contains(target));
            agent = allowed ? target : agent;
        }
    }

    @Property
    void revokedIsFinal(
            @ForAll @Size(max = 10) List<AgentStatus> before, @ForAll @Size(max = 10) List<AgentStatus> after) {
        AgentStatus revoked = walk(walk(PENDING, before), List.of(REVOKED));

        assertThat(revoked).isEqualTo(REVOKED);
        assertThat(walk(revoked, after)).isEqualTo(REVOKED);
    }

    @Property
    void onceVerifiedAnAgentIsNeverPendingAgain(@ForAll @Size(max = 20) List<AgentStatus> targets) {
        assertThat(walk(VERIFIED, targets)).isNotEqualTo(PENDING);
    }

    @Property
    void canBecomeAndNextSayTheSame(@ForAll AgentStatus status, @ForAll AgentStatus target) {
        assertThat(status.next()).isEqualTo(DOCUMENTED.get(status));
        assertThat(status.canBecome(target)).isEqualTo(status.next().contains(target));
    }

    @Property
    void theAnswerOfNextCanBeChangedWithoutHarm(@ForAll AgentStatus status, @ForAll AgentStatus added) {
        status.next().add(added);

        assertThat(status.next()).isEqualTo(DOCUMENTED.get(status));
    }

    @Property
    void onlyStepsThatReducePowerAreOpenToOperators(@ForAll AgentStatus status) {
        assertThat(status.reducesPower()).isEqualTo(status == SUSPENDED || status == REVOKED);
    }

    private static AgentStatus walk(AgentStatus from, List<AgentStatus> targets) {
        AgentStatus agent = from;
        for (AgentStatus target : targets) {
            agent = agent.canBecome(target) ? target : agent;
        }
        return agent;
    }
}
