package io.aim.keycloak.services.audit.writing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What operators see of the writer. */
final class AuditWriterMetrics implements GroupCommit.Observer, AutoCloseable {

    /** Before the server is started. */
    static final AuditWriterMetrics NONE = new AuditWriterMetrics(Metrics.globalRegistry, List.of());

    private final MeterRegistry registry;
    private final DistributionSummary batches;
    private final Counter failures;
    private final Counter rejected;
    private final Timer waits;
    private final List<Meter> gauges;

    private AuditWriterMetrics(MeterRegistry registry, List<Meter> gauges) {
        this.registry = registry;
        this.gauges = gauges;
        this.batches = DistributionSummary.builder("keycloak.aim.audit.batch")
                .description("Events that shared a commit")
                .register(registry);
        this.failures = Counter.builder("keycloak.aim.audit.failures")
                .description("Events that could not be made durable; their requests were refused")
                .register(registry);
        this.rejected = Counter.builder("keycloak.aim.audit.rejected")
                .description("Spilled lines that the database will never take; they are in the file beside")
                .register(registry);
        this.waits = Timer.builder("keycloak.aim.audit.wait")
                .description("Time that requests waited for their event to be durable")
                .register(registry);
    }

    static AuditWriterMetrics register(MeterRegistry registry, AuditWriter writer) {
        return new AuditWriterMetrics(
                registry,
                List.of(Gauge.builder("keycloak.aim.audit.queue", writer, AuditWriter::depth)
                        .description("Events that wait for a batch")
                        .register(registry)));
    }

    @Override
    public void written(int batchSize) {
        batches.record(batchSize);
    }

    @Override
    public void failed(int batchSize, Throwable cause) {
        failures.increment(batchSize);
    }

    @Override
    public void rejected(int lines) {
        rejected.increment(lines);
    }

    void waited(long nanos) {
        waits.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
