package io.aim.keycloak.benchmark.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private final Growth growth = new Growth();

    @Test
    void comparesTheLargestSizeWithTheSmallest() {
        growth.add("steady", 1000, allAt(4000));
        growth.add("steady", 10_000, allAt(40_000));
        growth.add("steady", 100_000, allAt(5000));

        assertThat(growth.factor("steady")).isEqualTo(1.25, within(0.01));
        assertThat(growth.millis("steady", 10_000, 50)).isEqualTo(40, within(0.1));
        assertThat(growth.above(1.5)).isEmpty();
    }

    @Test
    void namesWhatGrowsMostFirst() {
        growth.add("twice", 1000, allAt(1000));
        growth.add("steady", 1000, allAt(1000));
        growth.add("tenfold", 1000, allAt(1000));
        growth.add("twice", 3000, allAt(2000));
        growth.add("steady", 3000, allAt(1000));
        growth.add("tenfold", 3000, allAt(10_000));

        assertThat(growth.above(1.5)).containsExactly("tenfold", "twice");
    }

    private static Histogram allAt(long micros) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(micros, 100);
        return histogram;
    }
}
