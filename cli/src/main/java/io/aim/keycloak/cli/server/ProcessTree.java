package io.aim.keycloak.cli.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Stops a process with everything it started. */
public final class ProcessTree {
    private ProcessTree() {}

    /** Asks politely, waits, then kills; returns false where killing was needed. */
    public static boolean stop(ProcessHandle root, Duration patience) {
        List<ProcessHandle> all = withDescendants(root);
        root.destroy();
        boolean ended = awaitExit(all, patience);
        if (!ended) {
            kill(all);
        }
        return ended;
    }

    /** Kills at once, as a crash would. */
    public static void kill(ProcessHandle root) {
        kill(withDescendants(root));
    }

    private static List<ProcessHandle> withDescendants(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    private static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        awaitExit(processes, Duration.ofSeconds(10));
    }

    private static boolean awaitExit(List<ProcessHandle> processes, Duration patience) {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
