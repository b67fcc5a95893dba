package io.aim.keycloak.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.benchmark.load.LoadResult;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void medianOfOddAndEvenNumbers() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void ratiosAreThoseOfNeighbouringRounds() {
        Series ours = series("ours", round(100, 300), round(200, 200));
        Series theirs = series("theirs", round(200, 300), round(50, 400));
        Comparison comparison = new Comparison(ours, theirs);
        assertThat(comparison.rate()).isEqualTo(new Spread((0.5 + 4) / 2, 0.5, 4));
        assertThat(comparison.serverCpu()).isEqualTo(new Spread((2 + 0.125) / 2, 0.125, 2));
    }

    @Test
    void latencyIsOverAllRequestsOfAllRounds() {
        Series series = series("any", round(1, 1), round(99, 1));
        assertThat(series.requests()).isEqualTo(100);
        assertThat(series.latency(100)).isEqualTo(1);
    }

    private static Series series(String id, Round... rounds) {
        Series series = new Series(id);
        List.of(rounds).forEach(series::add);
        return series;
    }

    /** A round of one second in which every answer took a millisecond. */
    private static Round round(int requests, double serverCpuMillis) {
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(1000, requests);
        return new Round(new LoadResult(requests, 1, latency, 0, Optional.empty(), 0), serverCpuMillis, 1);
    }
}
