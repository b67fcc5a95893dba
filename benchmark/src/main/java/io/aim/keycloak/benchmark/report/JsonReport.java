package io.aim.keycloak.benchmark.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.benchmark.measure.Round;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.measure.Spread;
import io.aim.keycloak.cli.client.Json;

/** Every figure of every round, for other programs. */
public final class JsonReport {
    private JsonReport() {}

    /** The whole result as a document. */
    public static String of(Result result) {
        ObjectNode report = Json.object();
        report.set("facts", Json.tree(result.facts()));
        ArrayNode variants = report.putArray("variants");
        result.variants()
                .forEach((variant, series) -> variants.add(series(series)
                        .put("login", variant.login().id())
                        .put("tokenAlgorithm", variant.tokenAlgorithm())
                        .put("tokenBytes", result.tokenBytes().get(variant))));
        ArrayNode ratios = report.putArray("ratios");
        result.comparisons().forEach((id, comparison) -> {
            ObjectNode ratio = ratios.addObject()
                    .put("id", id)
                    .put("ours", comparison.ours().id())
                    .put("theirs", comparison.theirs().id());
            ratio.set("rate", spread(comparison.rate()));
            ratio.set("serverCpu", spread(comparison.serverCpu()));
        });
        ArrayNode refusals = report.putArray("refusals");
        result.refusals().forEach(series -> refusals.add(series(series)));
        return Json.pretty(report) + "\n";
    }

    private static ObjectNode series(Series series) {
        ObjectNode node = Json.object().put("id", series.id()).put("requests", series.requests());
        node.set("ratePerSecond", spread(series.spread(Round::rate)));
        node.set("serverCpuMillis", spread(series.spread(Round::serverCpu)));
        node.set("clientCpuMillis", spread(series.spread(Round::clientCpu)));
        ObjectNode latency = node.putObject("latencyMillis");
        for (double percentile : new double[] {50, 95, 99, 99.9, 100}) {
            latency.put(
                    "p" + (percentile == Math.rint(percentile) ? "" + (int) percentile : "" + percentile),
                    series.latency(percentile));
        }
        ArrayNode rounds = node.putArray("rounds");
        series.rounds()
                .forEach(round -> rounds.addObject()
                        .put("requests", round.load().requests())
                        .put("seconds", round.load().seconds())
                        .put("reopenedConnections", round.load().reopened())
                        .put("p50Millis", round.latency(50))
                        .put("p95Millis", round.latency(95))
                        .put("p99Millis", round.latency(99))
                        .put("serverCpuMillis", round.serverCpuMillis())
                        .put("clientCpuMillis", round.clientCpuMillis()));
        return node;
    }

    private static ObjectNode spread(Spread spread) {
        return Json.object()
                .put("median", spread.median())
                .put("min", spread.min())
                .put("max", spread.max());
    }
}
