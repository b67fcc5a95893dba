package io.aim.keycloak.benchmark.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.benchmark.report.Report;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutReportTest {
    @Test
    void percentilesAreValuesThatCame() {
        CutReport report = refusedAfter(IntStream.rangeClosed(1, 100).toArray());

        assertThat(report.percentile(CutReportTest::refused, 50)).isEqualTo(50);
        assertThat(report.percentile(CutReportTest::refused, 95)).isEqualTo(95);
        assertThat(report.percentile(CutReportTest::refused, 100)).isEqualTo(100);
        assertThat(refusedAfter(7).percentile(CutReportTest::refused, 50)).isEqualTo(7);
    }

    @Test
    void refusalsThatAreLateAreCountedFromTheTimeOfTheReceipt() {
        CutReport report = refusedAfter(100, 990, 1001);

        assertThat(report.over(CutReportTest::refused)).isEqualTo(1);
        assertThat(report.over(cut -> cut.sinceReceipt(Probe.TOKEN))).isEqualTo(2);
        Report lines = new Report();
        report.print(lines);
        assertThat(lines.text()).contains("NOT met, 6 came later");
    }

    private static double refused(Cut cut) {
        return cut.refused().get(Probe.TOKEN);
    }

    private static CutReport refusedAfter(int... millis) {
        return new CutReport(IntStream.of(millis)
                .mapToObj(late -> new Cut(
                        40,
                        5,
                        20,
                        Map.of(
                                Probe.TOKEN, (double) late,
                                Probe.INTROSPECTION, (double) late,
                                Probe.USERINFO, (double) late),
                        Map.of(Probe.TOKEN, 1, Probe.INTROSPECTION, 0, Probe.USERINFO, 0)))
                .toList());
    }
}
