package io.aim.keycloak.services.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final Waiting waiting = new Waiting();

    @Test
    void nobodyWaitsAtFirst() {
        assertThat(waiting.longestNanos(100)).isZero();
    }

    @Test
    void theLongestWaitCounts() {
        waiting.seen(Map.of("a", 1L), 10);
        waiting.seen(Map.of("a", 1L, "b", 1L), 20);

        assertThat(waiting.longestNanos(30)).isEqualTo(20);
    }

    @Test
    void whoGotSomethingWaitsAnew() {
        waiting.seen(Map.of("a", 1L), 10);
        waiting.seen(Map.of("a", 2L), 20);

        assertThat(waiting.longestNanos(30)).isEqualTo(10);
    }

    @Test
    void whoGotEverythingWaitsNoLonger() {
        waiting.seen(Map.of("a", 1L), 10);
        waiting.seen(Map.of(), 20);

        assertThat(waiting.longestNanos(30)).isZero();
    }
}
