package io.aim.keycloak.services.apikey.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.spi.apikey.ApiKeyUsage;
import io.aim.keycloak.spi.apikey.ApiKeyUse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class UsageCountersTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);

    private final UsageCounters counters = new UsageCounters();
    private final List<ApiKeyUse> written = new ArrayList<>();

    private void count(String key, String operation, Instant time, boolean success) {
        counters.count(key, "realm", operation, time, success);
    }

    private void write() {
        counters.write(NOON, written::addAll);
    }

    @Test
    void addsUpByKeyDayAndOperation() {
        count("b", "get", NOON, true);
        count("a", "list", NOON, true);
        count("a", "get", NOON.plusSeconds(2), false);
        count("a", "get", NOON.plusSeconds(1), true);
        count("a", "get", NOON.plus(Duration.ofHours(12)), true);
        write();

        assertThat(written)
                .containsExactly(
                        new ApiKeyUse(
                                "a",
                                "realm",
                                NOON.plus(Duration.ofHours(12)),
                                List.of(
                                        new ApiKeyUsage(DAY, "get", 2, 1),
                                        new ApiKeyUsage(DAY, "list", 1, 0),
                                        new ApiKeyUsage(DAY.plusDays(1), "get", 1, 0))),
                        new ApiKeyUse("b", "realm", NOON, List.of(new ApiKeyUsage(DAY, "get", 1, 0))));
    }

    @Test
    void writesNothingTwiceAndNothingWhenThereIsNothing() {
        count("a", "get", NOON, true);
        write();
        counters.write(NOON, uses -> {
            throw new AssertionError("written again: " + uses);
        });
        count("a", "get", NOON, false);
        write();

        assertThat(written).extracting(use -> use.usage().get(0).requests()).containsExactly(1L, 1L);
        assertThat(written).extracting(use -> use.usage().get(0).errors()).containsExactly(0L, 1L);
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() {
        count("a", "get", NOON, true);
        assertThatThrownBy(() -> counters.write(NOON, uses -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(IllegalStateException.class);
        count("a", "get", NOON, true);
        write();

        assertThat(written).extracting(use -> use.usage().get(0).requests()).containsExactly(2L);
    }

    @Test
    void countersOfPastDaysGoOnceTheyAreWritten() {
        count("a", "get", NOON.minus(Duration.ofDays(3)), true);
        write();
        count("a", "get", NOON.minus(Duration.ofDays(3)), true);
        write();

        assertThat(written).extracting(use -> use.usage().get(0).requests()).containsExactly(1L, 1L);
    }

    @Test
    void countsExactlyWhileOthersWrite() throws Exception {
        int threads = 4;
        int each = 50_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                work.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        count("a", "get", NOON, i % 2 == 0);
                    }
                }));
            }
            while (work.stream().anyMatch(future -> !future.isDone())) {
                write();
            }
            for (Future<?> future : work) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }
        write();

        assertThat(written.stream()
                        .flatMap(use -> use.usage().stream())
                        .mapToLong(ApiKeyUsage::requests)
                        .sum())
                .isEqualTo((long) threads * each);
        assertThat(written.stream()
                        .flatMap(use -> use.usage().stream())
                        .mapToLong(ApiKeyUsage::errors)
                        .sum())
                .isEqualTo((long) threads * each / 2);
    }
}
