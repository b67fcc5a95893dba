package io.aim.keycloak.services.audit.forward;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;

/** What operators see of the forwarding. */
final class ForwardMetrics implements AutoCloseable {

    private final MeterRegistry registry = Metrics.globalRegistry;
    private final Counter forwarded;
    private final Counter failures;
    private final Gauge gauge;
    private volatile long lag;

    ForwardMetrics() {
        forwarded = Counter.builder("keycloak.aim.audit.forwarded")
                .description("Events that receivers have got from this node")
                .register(registry);
        failures = Counter.builder("keycloak.aim.audit.forward.failures")
                .description("Batches that receivers did not take from this node")
                .register(registry);
        gauge = Gauge.builder("keycloak.aim.audit.forward.lag", this, metrics -> metrics.lag)
                .description("Events of all realms that their receivers have not got yet")
                .register(registry);
    }

    void forwarded(int events) {
        forwarded.increment(events);
    }

    void failed() {
        failures.increment();
    }

    void lag(long events) {
        lag = events;
    }

    long lag() {
        return lag;
    }

    @Override
    public void close() {
        registry.remove(gauge);
    }
}
