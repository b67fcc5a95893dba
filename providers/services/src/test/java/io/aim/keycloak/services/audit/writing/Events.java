package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Events to write, and how tests wait for other threads. */
final class Events {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Events() {}

    static AuditEvent event() {
        return event("zoë 漢 😀");
    }

    static AuditEvent event(String detail) {
        return AuditEvent.of(
                        AuditAction.AGENT_REGISTERED,
                        "acme",
                        Instant.parse("2026-03-04T05:06:07.080Z"),
                        new AuditActor(AuditActorKind.USER, "user-1", "zoë"))
                .target("agent", "agent-1", "invoice-bot")
                .detail("text", detail)
                .build();
    }

    static List<AuditEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> event()).toList();
    }

    /** Returns once the condition holds, which some other thread sees to. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("That did not happen within " + PATIENCE);
            }
            Thread.onSpinWait();
        }
    }
}
