package io.aim.keycloak.benchmark.measure;

import io.aim.keycloak.benchmark.load.LoadResult;
import org.HdrHistogram.Histogram;

/**
 * One round of one subject.
 *
 * @param load what the load saw
 * @param serverCpuMillis processor time of Keycloak
 * @param clientCpuMillis processor time of the load generator
 */
public record Round(LoadResult load, double serverCpuMillis, double clientCpuMillis) {
    private static final double MICROS_PER_MILLI = 1000;

    /** Answers per second. */
    public double rate() {
        return load.rate();
    }

    /** Keycloak's processor time per answer, in milliseconds. */
    public double serverCpu() {
        return serverCpuMillis / load.requests();
    }

    /** The load generator's processor time per answer, in milliseconds. */
    public double clientCpu() {
        return clientCpuMillis / load.requests();
    }

    /** A latency in milliseconds. */
    public double latency(double percentile) {
        return latency(load.latencyMicros(), percentile);
    }

    static double latency(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
