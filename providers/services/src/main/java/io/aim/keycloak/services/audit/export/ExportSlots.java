package io.aim.keycloak.services.audit.export;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Limits how many exports a node streams at a time. A slot that nobody starts to use, as the caller went away before the
 * first byte, is given to somebody else.
 */
final class ExportSlots {

    private static final long UNUSED_NANOS = Duration.ofSeconds(30).toNanos();

    private final int max;
    private final LongSupplier nanos;
    private final Set<Slot> taken = new HashSet<>();

    ExportSlots(int max, LongSupplier nanos) {
        this.max = max;
        this.nanos = nanos;
    }

    /** A slot; empty while all are taken. */
    synchronized Optional<Slot> take() {
        long now = nanos.getAsLong();
        taken.removeIf(slot -> !slot.started && now - slot.since > UNUSED_NANOS);
        if (taken.size() >= max) {
            return Optional.empty();
        }
        Slot slot = new Slot(now);
        taken.add(slot);
        return Optional.of(slot);
    }

    /** The right to stream one export. */
    final class Slot {

        private final long since;
        private boolean started;

        private Slot(long since) {
            this.since = since;
        }

        /** The first byte is about to leave. */
        void start() {
            synchronized (ExportSlots.this) {
                started = true;
                taken.add(this);
            }
        }

        /** Nothing more leaves. */
        void end() {
            synchronized (ExportSlots.this) {
                taken.remove(this);
            }
        }
    }
}
