package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.report.Report;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What many suspensions took.
 *
 * @param cuts the suspensions
 */
record CutReport(List<Cut> cuts) {
    private static final double TARGET_MILLIS = 1000;

    void print(Report report) {
        report.title(cuts.size() + " agents suspended on one node, asked for on the other: milliseconds");
        report.line("%-52s %8s %8s %8s %8s %9s", "", "p50", "p95", "p99", "max", "over 1 s");
        long late = 0;
        for (Probe probe : Probe.values()) {
            print(
                    report,
                    probe.text() + ": answer to first refusal",
                    cut -> cut.refused().get(probe));
        }
        for (Probe probe : Probe.values()) {
            print(report, probe.text() + ": time of the receipt to first refusal", cut -> cut.sinceReceipt(probe));
            late += over(cut -> cut.sinceReceipt(probe));
        }
        print(report, "suspension: request to answer", Cut::call);
        print(report, "suspension: time of the receipt to answer", Cut::toAnswer);
        print(report, "suspension: durationMillis of the receipt", Cut::receipt);
        for (Probe probe : Probe.values()) {
            report.line(
                    "%s: accepted after the answer for %d of %d agents, %d times at most",
                    probe.text(),
                    cuts.stream().filter(cut -> cut.accepted().get(probe) > 0).count(),
                    cuts.size(),
                    cuts.stream()
                            .mapToInt(cut -> cut.accepted().get(probe))
                            .max()
                            .orElse(0));
        }
        report.line(
                "target: no refusal later than %.0f ms after the time of the receipt: %s",
                TARGET_MILLIS, late == 0 ? "met" : "NOT met, " + late + " came later");
    }

    private void print(Report report, String name, ToDoubleFunction<Cut> millis) {
        report.line(
                "%-52s %8.1f %8.1f %8.1f %8.1f %9d",
                name,
                percentile(millis, 50),
                percentile(millis, 95),
                percentile(millis, 99),
                percentile(millis, 100),
                over(millis));
    }

    /** The smallest value that so many percent of the values do not exceed. */
    double percentile(ToDoubleFunction<Cut> millis, int percent) {
        double[] sorted = cuts.stream().mapToDouble(millis).sorted().toArray();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    /** How many values exceed the second. */
    long over(ToDoubleFunction<Cut> millis) {
        return cuts.stream()
                .mapToDouble(millis)
                .filter(value -> value > TARGET_MILLIS)
                .count();
    }
}
