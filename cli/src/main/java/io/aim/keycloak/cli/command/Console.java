package io.aim.keycloak.cli.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Lines for people: one per finished step, and a sign of life while a long one runs. */
public final class Console {
    private static final long SIGN_OF_LIFE_SECONDS = 5;

    private final PrintStream out;
    private final PrintStream err;
    private final String tick;
    private final String cross;

    private Console(PrintStream out, PrintStream err, boolean utf8) {
        this.out = out;
        this.err = err;
        this.tick = utf8 ? "\u2713" : "ok";
        this.cross = utf8 ? "\u2717" : "!!";
    }

    /** Writes to these streams, in ASCII. */
    static Console of(PrintStream out, PrintStream err) {
        return new Console(out, err, false);
    }

    /** The terminal, with a tick that it can show. */
    public static Console standard() {
        boolean utf8 = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"))
                .orElse(false);
        return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), utf8);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** A finished step. */
    public void done(String text) {
        out.println("  " + tick + " " + text);
    }

    /** Something that is not as it should be. */
    public void wrong(String text) {
        out.println("  " + cross + " " + text);
    }

    /** What is going on. */
    public void progress(String text) {
        out.println("  .. " + text);
    }

    /** Text as it is. */
    public void print(String text) {
        out.println(text);
    }

    /** Why it ended. */
    public void error(String text) {
        err.println("aim: " + text);
    }

    /** Runs a long step and says every few seconds that it still runs. */
    public <T> T during(String what, Callable<T> step) throws Exception {
        progress(what);
        long start = System.nanoTime();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "sign-of-life");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var unused = timer.scheduleAtFixedRate(
                    () -> progress(what + " (" + seconds(start) + " s)"),
                    SIGN_OF_LIFE_SECONDS,
                    SIGN_OF_LIFE_SECONDS,
                    TimeUnit.SECONDS);
            return step.call();
        } finally {
            timer.shutdownNow();
        }
    }

    private static long seconds(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
    }
}
