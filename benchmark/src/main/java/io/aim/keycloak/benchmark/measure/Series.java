package io.aim.keycloak.benchmark.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** All measured rounds of one subject. */
public final class Series {
    private final String id;
    private final List<Round> rounds = new ArrayList<>();

    Series(String id) {
        this.id = id;
    }

    void add(Round round) {
        rounds.add(round);
    }

    /** The subject. */
    public String id() {
        return id;
    }

    /** The rounds in their order. */
    public List<Round> rounds() {
        return Collections.unmodifiableList(rounds);
    }

    /** A figure over the rounds. */
    public Spread spread(ToDoubleFunction<Round> figure) {
        return Spread.of(rounds, figure);
    }

    /** A latency over the requests of all rounds, in milliseconds. */
    public double latency(double percentile) {
        return Round.latency(latencyMicros(), percentile);
    }

    /** The latencies of the requests of all rounds. */
    public Histogram latencyMicros() {
        Histogram all = new Histogram(3);
        rounds.forEach(round -> all.add(round.load().latencyMicros()));
        return all;
    }

    /** The answers of all rounds. */
    public long requests() {
        return rounds.stream().mapToLong(round -> round.load().requests()).sum();
    }
}
