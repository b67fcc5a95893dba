package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A database that takes a batch when the test says so. */
final class GatedSink implements GroupCommit.Sink {

    private final Semaphore open = new Semaphore(0);
    private final List<List<AuditEvent>> begun = new CopyOnWriteArrayList<>();
    private final List<List<AuditEvent>> written = new CopyOnWriteArrayList<>();

    @Override
    public void write(List<AuditEvent> batch) {
        begun.add(batch);
        try {
            if (!open.tryAcquire(Events.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The test never opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("A batch was interrupted while it was being written", e);
        }
        written.add(batch);
    }

    /** Returns once that many batches were handed over. */
    void awaitBegun(int batches) {
        Events.await(() -> begun.size() >= batches);
    }

    void let(int batches) {
        open.release(batches);
    }

    List<List<AuditEvent>> written() {
        return written;
    }
}
