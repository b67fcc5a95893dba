package io.aim.keycloak.services.audit.anchor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;

/** What operators see of one anchor. */
final class AnchorMetrics implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String ANCHOR = "anchor";

    private final MeterRegistry registry = Metrics.globalRegistry;
    private final Counter kept;
    private final Counter failures;
    private final Counter conflicts;
    private final Gauge age;

    AnchorMetrics(String anchor, Waiting waiting) {
        kept = Counter.builder("keycloak.aim.audit.anchored")
                .tag(ANCHOR, anchor)
                .description("Checkpoints that the anchor has got from this node")
                .register(registry);
        failures = Counter.builder("keycloak.aim.audit.anchor.failures")
                .tag(ANCHOR, anchor)
                .description("Checkpoints that the anchor did not take from this node")
                .register(registry);
        conflicts = Counter.builder("keycloak.aim.audit.anchor.conflicts")
                .tag(ANCHOR, anchor)
                .description("Checkpoints of which the anchor has another one of the same size")
                .register(registry);
        age = Gauge.builder(
                        "keycloak.aim.audit.anchor.age",
                        waiting,
                        all -> all.longestNanos(System.nanoTime()) / NANOS_PER_SECOND)
                .tag(ANCHOR, anchor)
                .description("Seconds that a checkpoint has waited for the anchor")
                .register(registry);
    }

    void kept(int checkpoints) {
        kept.increment(checkpoints);
    }

    void failed() {
        failures.increment();
    }

    void conflict() {
        conflicts.increment();
    }

    @Override
    public void close() {
        registry.remove(age);
    }
}
