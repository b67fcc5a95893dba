package io.aim.keycloak.benchmark.measure;

import com.sun.management.OperatingSystemMXBean;
import io.aim.keycloak.benchmark.load.Load;
import io.aim.keycloak.benchmark.load.LoadGenerator;
import io.aim.keycloak.benchmark.load.LoadResult;
import io.aim.keycloak.benchmark.scenario.Requests;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Measures subjects in turns, so that what changes in the machine over time meets all of them alike. */
public final class Rounds {
    private static final int WARMUP_SLICE = 2;
    private static final double FIRST_GUESS = 400;
    private static final double RESERVE = 1.5;
    private static final double NANOS_PER_MILLI = 1e6;

    private final InetSocketAddress address;
    private final Supplier<Duration> serverCpu;
    private final Consumer<String> progress;
    private final OperatingSystemMXBean own = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Map<String, Double> rates = new HashMap<>();

    /**
     * Measures one server.
     *
     * @param address where it listens
     * @param serverCpu the processor time that it has used so far
     * @param progress is told every round
     */
    public Rounds(InetSocketAddress address, Supplier<Duration> serverCpu, Consumer<String> progress) {
        this.address = address;
        this.serverCpu = serverCpu;
        this.progress = progress;
    }

    /** Sends the requests of every subject for so many seconds, unmeasured. */
    public void warmUp(List<Subject> subjects, int seconds) throws IOException, InterruptedException {
        for (Subject subject : subjects) {
            double rate = 0;
            double left = seconds;
            while (left > 0) {
                LoadResult load = round(subject, Math.min(WARMUP_SLICE, left)).load();
                left -= load.seconds();
                rate = load.rate();
            }
            progress.accept(line("warmed up", subject, rate));
        }
    }

    /** Runs A B C, A B C and so on. */
    public List<Series> measure(List<Subject> subjects, int rounds, int seconds)
            throws IOException, InterruptedException {
        return measureAcross(
                subjects.stream().map(subject -> new Turn(this, subject)).toList(), rounds, seconds);
    }

    /** A subject at its server. */
    public record Turn(Rounds server, Subject subject) {}

    /** Runs A B C, A B C and so on, where each may be at another server. */
    public static List<Series> measureAcross(List<Turn> turns, int rounds, int seconds)
            throws IOException, InterruptedException {
        List<Series> all = new ArrayList<>();
        turns.forEach(turn -> all.add(new Series(turn.subject().id())));
        for (int number = 1; number <= rounds; number++) {
            for (int i = 0; i < turns.size(); i++) {
                Turn turn = turns.get(i);
                Round round = turn.server().round(turn.subject(), seconds);
                all.get(i).add(round);
                turn.server().progress.accept(line("round " + number + "/" + rounds, turn.subject(), round.rate()));
            }
        }
        return all;
    }

    private static String line(String what, Subject subject, double rate) {
        return String.format(Locale.ROOT, "%s %s %.0f/s", what, subject.id(), rate);
    }

    /** Assertions are signed before the clock starts: as many as the best round so far lets expect, with some to spare. */
    private Round round(Subject subject, double seconds) throws IOException, InterruptedException {
        double expected = rates.getOrDefault(subject.id(), FIRST_GUESS) * seconds * RESERVE;
        List<byte[]> requests = Requests.take(subject.clients(), (int) Math.ceil(expected) + subject.connections());
        Duration duration = Duration.ofMillis(Math.round(seconds * 1000));
        Load load = new Load(address, requests, subject.connections(), duration, subject.expectedStatus());
        long serverBefore = serverCpu.get().toNanos();
        long clientBefore = own.getProcessCpuTime();
        LoadResult result = LoadGenerator.run(load).orFail(subject.id());
        double server = (serverCpu.get().toNanos() - serverBefore) / NANOS_PER_MILLI;
        double client = (own.getProcessCpuTime() - clientBefore) / NANOS_PER_MILLI;
        rates.merge(subject.id(), result.rate(), Math::max);
        return new Round(result, server, client);
    }
}
