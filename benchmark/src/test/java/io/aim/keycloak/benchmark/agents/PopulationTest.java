package io.aim.keycloak.benchmark.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.benchmark.agents.AgentLists.AgentList;
import io.aim.keycloak.benchmark.agents.Population.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final int SIZE = 3000;

    @Test
    void nineOfTenAgentsAreVerified() {
        assertThat(Population.count(SIZE, number -> Population.kind(number).verified()))
                .isEqualTo(SIZE * 9 / 10);
        assertThat(Population.count(SIZE, number -> Population.kind(number) == Kind.PENDING))
                .isEqualTo(SIZE / 20);
        assertThat(Population.count(SIZE, number -> Population.kind(number) == Kind.SUSPENDED))
                .isEqualTo(SIZE / 20);
    }

    @Test
    void namesHaveTheOrderOfTheNumbers() {
        assertThat(Population.name(999)).isLessThan(Population.name(1000));
        assertThat(Population.name(99_999)).isLessThan(Population.name(100_000));
    }

    @Test
    void everyAgentHasAKeyOfItsOwnThatCanBeMadeAgain() {
        assertThat(Population.key(7).kid()).isEqualTo(Population.key(7).kid()).hasSize(43);
        assertThat(Population.key(7).kid()).isNotEqualTo(Population.key(8).kid());
    }

    @Test
    void spreadIsOverAllOfTheRangeAndVerifiedOnly() {
        int[] spread = Population.spread(1000, SIZE, 100);

        assertThat(spread).hasSize(100).doesNotHaveDuplicates().isSorted();
        assertThat(spread[0]).isBetween(1000, 1020);
        assertThat(spread[99]).isBetween(SIZE - 40, SIZE - 1);
        assertThat(Arrays.stream(spread)
                        .allMatch(number -> Population.kind(number).verified()))
                .isTrue();
    }

    @Test
    void listsHaveFewAgentsOrMany() {
        List<AgentList> lists = AgentLists.all(SIZE, "middle", "deep");

        assertThat(lists).extracting(AgentList::name).doesNotHaveDuplicates();
        assertThat(total(lists, "owner of 20")).isEqualTo(20);
        assertThat(total(lists, "sponsor of 200")).isEqualTo(200);
        assertThat(total(lists, "tag of 20")).isEqualTo(20);
        assertThat(total(lists, "search: a name")).isEqualTo(1);
        assertThat(total(lists, "search: no name")).isZero();
    }

    private static long total(List<AgentList> lists, String name) {
        return lists.stream()
                .filter(list -> list.name().equals(name))
                .map(list -> Population.count(SIZE, list.such()))
                .findFirst()
                .orElseThrow();
    }
}
