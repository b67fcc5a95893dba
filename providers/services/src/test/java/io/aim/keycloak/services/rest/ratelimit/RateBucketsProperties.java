package io.aim.keycloak.services.rest.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RateBucketsProperties {

    private static final int MANY = 1_000;

    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofHours(1).toNanos());
    private final RateBuckets buckets = new RateBuckets(MANY, nanos::get);

    private boolean take(String subject, int perMinute) {
        return buckets.take("realm", RateLimit.API_KEY, subject, perMinute).isEmpty();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Property
    void nobodyGetsMoreThanABurstAndWhatWasRefilledSince(
            @ForAll @IntRange(min = 1, max = 120) int perMinute,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 3000) Integer> waits) {
        List<Long> taken = new ArrayList<>();
        for (int millis : waits) {
            pass(Duration.ofMillis(millis));
            if (take("a", perMinute)) {
                taken.add(nanos.get());
            }
        }
        for (int from = 0; from < taken.size(); from++) {
            for (int to = from; to < taken.size(); to++) {
                double minutes = (taken.get(to) - taken.get(from))
                        / (double) Duration.ofMinutes(1).toNanos();
                assertThat((double) (to - from + 1)).isLessThanOrEqualTo(perMinute + perMinute * minutes + 1e-6);
            }
        }
    }

    @Property
    void whoWaitsAsLongAsToldIsServed(@ForAll @IntRange(min = 1, max = 500) int perMinute) {
        OptionalInt wait = OptionalInt.empty();
        for (int i = 0; i <= perMinute; i++) {
            wait = buckets.take("realm", RateLimit.API_KEY, "a", perMinute);
        }
        assertThat(wait.orElse(0)).isBetween(1, 60);
        pass(Duration.ofSeconds(wait.orElse(0)));
        assertThat(take("a", perMinute)).isTrue();
    }

    @Property
    void whoStaysBelowTheLimitIsNeverRefused(@ForAll @IntRange(min = 1, max = 600) int perMinute) {
        for (int i = 0; i < 3 * perMinute; i++) {
            assertThat(take("a", perMinute)).isTrue();
            pass(Duration.ofMinutes(1).dividedBy(perMinute).plusNanos(1));
        }
    }

    @Example
    void subjectsRealmsAndLimitsAreCountedApart() {
        assertThat(take("a", 1)).isTrue();
        assertThat(take("a", 1)).isFalse();
        assertThat(take("b", 1)).isTrue();
        assertThat(buckets.take("other", RateLimit.API_KEY, "a", 1)).isEmpty();
        assertThat(buckets.take("realm", RateLimit.CALLER, "a", 1)).isEmpty();
    }

    @Example
    void zeroIsNoLimit() {
        for (int i = 0; i < MANY; i++) {
            assertThat(take("a", 0)).isTrue();
        }
    }

    @Example
    void aNewLimitHoldsAtOnce() {
        assertThat(take("a", 1)).isTrue();
        assertThat(take("a", 1)).isFalse();
        assertThat(take("a", 2)).isTrue();
        assertThat(take("a", 2)).isTrue();
        assertThat(take("a", 2)).isFalse();
    }
}
