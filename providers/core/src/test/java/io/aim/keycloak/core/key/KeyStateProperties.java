package io.aim.keycloak.core.key;

import static io.aim.keycloak.core.key.KeyState.ACTIVE;
import static io.aim.keycloak.core.key.KeyState.GRACE;
import static io.aim.keycloak.core.key.KeyState.RETIRED;
import static io.aim.keycloak.core.key.KeyState.REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** {@code active → grace → retired → revoked}; every key can be revoked, and power never comes back. */
class KeyStateProperties {

    private static final Map<KeyState, Set<KeyState>> DOCUMENTED = Map.of(
            ACTIVE, Set.of(GRACE, RETIRED, REVOKED),
            GRACE, Set.of(RETIRED, REVOKED),
            RETIRED, Set.of(REVOKED),
            REVOKED, Set.of());

    @Property
    void aWalkFromActiveTakesDocumentedStepsOnly(@ForAll @Size(max = 12) List<KeyState> targets) {
        KeyState key = ACTIVE;
        for (KeyState target : targets) {
            boolean allowed = key.canBecome(target);
            assertThat(allowed)
                    .as("%s to %s", key, target)
                    .isEqualTo(DOCUMENTED.get(key).contains(target));
            key = allowed ? target : key;
        }
    }

    @Property
    void aKeyThatIsNotAcceptedNeverBecomesAccepted(
            @ForAll @Size(max = 12) List<KeyState> targets, @ForAll @LongRange(min = 0, max = 100) long grace) {
        KeyState key = ACTIVE;
        boolean ended = false;
        long now = 0;
        for (KeyState target : targets) {
            now += 10;
            key = key.canBecome(target) ? target : key;
            boolean accepted = new KeyValidity(key, null, grace).admitted(now);
            assertThat(accepted && ended).isFalse();
            ended = ended || !accepted;
        }
    }

    @Property
    void theAnswerOfNextCanBeChangedWithoutHarm(@ForAll KeyState state, @ForAll KeyState added) {
        state.next().add(added);

        assertThat(state.next()).isEqualTo(DOCUMENTED.get(state));
    }
}
