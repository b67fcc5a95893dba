package io.aim.keycloak.benchmark.report;

import io.aim.keycloak.benchmark.measure.Comparison;
import io.aim.keycloak.benchmark.measure.Round;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.measure.Spread;
import io.aim.keycloak.benchmark.scenario.Variant;
import java.util.Locale;
import java.util.Map;

/** Tables for a terminal. */
public final class TextReport {
    private final StringBuilder text = new StringBuilder();

    private TextReport() {}

    /** Settings and circumstances. */
    public static String facts(Map<String, Map<String, String>> facts) {
        TextReport report = new TextReport();
        facts.forEach(
                (topic, values) -> values.forEach((name, value) -> report.line("%-12s %-24s %s", topic, name, value)));
        return report.text.toString();
    }

    /** The figures. */
    public static String figures(Result result) {
        TextReport report = new TextReport();
        report.variants(result);
        report.comparisons(result.comparisons());
        report.refusals(result);
        return report.text.toString();
    }

    private void variants(Result result) {
        line("Tokens: answers per second are the median of the rounds, with the lowest and the highest;");
        line("latency over all rounds and processor time per answer in milliseconds");
        line("");
        line(
                "%-29s %7s %15s %7s %7s %7s %8s %8s %6s",
                "login/signature of the token", "per s", "low-high", "p50", "p95", "p99", "server", "client", "bytes");
        String previous = null;
        for (Map.Entry<Variant, Series> entry : result.variants().entrySet()) {
            Variant variant = entry.getKey();
            Series series = entry.getValue();
            if (previous != null && !previous.equals(variant.tokenAlgorithm())) {
                line("");
            }
            previous = variant.tokenAlgorithm();
            Spread rate = series.spread(Round::rate);
            line(
                    "%-29s %7.0f %15s %7.2f %7.2f %7.2f %8.3f %8.3f %6d",
                    variant.id(),
                    rate.median(),
                    String.format(Locale.ROOT, "%.0f-%.0f", rate.min(), rate.max()),
                    series.latency(50),
                    series.latency(95),
                    series.latency(99),
                    series.spread(Round::serverCpu).median(),
                    series.spread(Round::clientCpu).median(),
                    result.tokenBytes().get(variant));
        }
    }

    private void comparisons(Map<String, Comparison> comparisons) {
        if (comparisons.isEmpty()) {
            return;
        }
        line("");
        line("Ratios of neighbouring rounds: median, lowest to highest");
        line("");
        line("%-40s %24s %28s", "", "answers per second", "server time per answer");
        comparisons.forEach((id, comparison) -> line(
                "%-40s %24s %28s",
                id, comparison.rate().text(), comparison.serverCpu().text()));
    }

    private void refusals(Result result) {
        if (result.refusals().isEmpty()) {
            return;
        }
        line("");
        line("Refused requests, one connection: milliseconds");
        line("");
        line("%-29s %7s %7s %7s %8s %9s", "", "p50", "p95", "p99", "server", "requests");
        for (Series series : result.refusals()) {
            line(
                    "%-29s %7.2f %7.2f %7.2f %8.3f %9d",
                    series.id(),
                    series.latency(50),
                    series.latency(95),
                    series.latency(99),
                    series.spread(Round::serverCpu).median(),
                    series.requests());
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
