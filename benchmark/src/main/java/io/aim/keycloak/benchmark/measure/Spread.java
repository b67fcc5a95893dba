package io.aim.keycloak.benchmark.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A figure over all rounds.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
public record Spread(double median, double min, double max) {

    /** The spread of a figure that every round has. */
    public static Spread of(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return of(rounds.stream().mapToDouble(figure).toArray());
    }

    /** The spread of one round's figure divided by that of the other's round beside it. */
    public static Spread ofRatios(List<Round> ours, List<Round> theirs, ToDoubleFunction<Round> figure) {
        if (ours.size() != theirs.size()) {
            throw new IllegalArgumentException("as many rounds of one as of the other");
        }
        return of(IntStream.range(0, ours.size())
                .mapToDouble(i -> figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i)))
                .toArray());
    }

    /** For people, as {@code 1.20 (1.10-1.35)}. */
    public String text() {
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, min, max);
    }

    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
