package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.mcp.VerificationMethod;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What operators see of verifications; how long they took, by how and what came of them. */
final class VerificationMetrics {

    private final MeterRegistry registry = Metrics.globalRegistry;

    void finished(VerificationMethod method, VerificationOutcome outcome, Duration duration) {
        Timer.builder("keycloak.aim.mcp.verifications")
                .description("Verifications of MCP servers on this node")
                .tag("method", method.code())
                .tag("result", outcome.isSuccess() ? "succeeded" : "failed")
                .register(registry)
                .record(duration);
    }
}
