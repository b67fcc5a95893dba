package io.aim.keycloak.core.audit.syslog;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Closes a socket under the one who uses it, unless it is met in time: sockets have no timeout for writing. */
final class Deadline implements AutoCloseable {

    private final Socket socket;
    private final CompletableFuture<Void> met = new CompletableFuture<>();
    private volatile boolean missed;

    private Deadline(Socket socket) {
        this.socket = socket;
    }

    static Deadline closing(Socket socket, long millis) {
        Deadline deadline = new Deadline(socket);
        CompletableFuture<Void> unused = deadline.met
                .orTimeout(millis, TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> {
                    if (failure instanceof TimeoutException) {
                        deadline.miss();
                    }
                });
        return deadline;
    }

    private void miss() {
        missed = true;
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }

    /** Whether the socket was closed. */
    boolean missed() {
        return missed;
    }

    /** The deadline is met. */
    @Override
    public void close() {
        met.complete(null);
    }
}
