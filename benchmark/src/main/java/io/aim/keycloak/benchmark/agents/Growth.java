package io.aim.keycloak.benchmark.agents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What the same requests take in realms of different sizes. */
final class Growth {
    private static final double MICROS = 1000;

    private final Map<String, TreeMap<Integer, Histogram>> latencies = new LinkedHashMap<>();

    /** Adds latencies in microseconds. */
    void add(String request, int size, Histogram micros) {
        latencies.computeIfAbsent(request, name -> new TreeMap<>()).put(size, micros);
    }

    /** The requests in their order. */
    List<String> requests() {
        return List.copyOf(latencies.keySet());
    }

    /** The requests whose 95th percentile grows by more than a factor, the most growing first. */
    List<String> above(double factor) {
        List<String> above = new ArrayList<>(
                requests().stream().filter(request -> factor(request) > factor).toList());
        above.sort((one, other) -> Double.compare(factor(other), factor(one)));
        return above;
    }

    /** The 95th percentile of the largest size divided by that of the smallest. */
    double factor(String request) {
        TreeMap<Integer, Histogram> sizes = latencies.get(request);
        return millis(sizes.lastEntry().getValue(), 95)
                / millis(sizes.firstEntry().getValue(), 95);
    }

    /** A latency in milliseconds. */
    double millis(String request, int size, double percentile) {
        return millis(latencies.get(request).get(size), percentile);
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS;
    }
}
