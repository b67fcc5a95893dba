package io.aim.keycloak.services.outbound;

import io.aim.keycloak.core.outbound.OutboundFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.EnumMap;
import java.util.Map;

/** What operators see of outbound requests. */
final class OutboundMetrics {

    private final Map<OutboundFailure, Counter> failures = new EnumMap<>(OutboundFailure.class);

    OutboundMetrics() {
        for (OutboundFailure failure : OutboundFailure.values()) {
            failures.put(
                    failure,
                    Counter.builder("keycloak.aim.outbound.failures")
                            .description("Requests to hosts that realms name that have no answer")
                            .tag("code", failure.code())
                            .register(Metrics.globalRegistry));
        }
    }

    void failed(OutboundFailure failure) {
        Counter counter = failures.get(failure);
        if (counter != null) {
            counter.increment();
        }
    }
}
