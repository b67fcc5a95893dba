package io.aim.keycloak.services.rest.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One token bucket per realm, limit and subject. It holds as many tokens as the limit allows per minute and refills
 * evenly, so a bucket that nobody used for a minute is full and need not be kept: who was forgotten gained nothing.
 */
final class RateBuckets {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private record Key(String realmId, RateLimit limit, String subject) {}

    private record Limited(int perMinute, Bucket bucket) {}

    private final Cache<Key, Limited> buckets;
    private final TimeMeter clock;

    RateBuckets(int maximumSize, LongSupplier nanoClock) {
        this.clock = new NanoMeter(nanoClock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maximumSize)
                .expireAfterAccess(PERIOD)
                .ticker((Ticker) nanoClock::getAsLong)
                .build();
    }

    /** Takes a token; empty if there was one, else the seconds until there is, at least 1. */
    OptionalInt take(String realmId, RateLimit limit, String subject, int perMinute) {
        if (perMinute == 0) {
            return OptionalInt.empty();
        }
        ConsumptionProbe probe =
                bucket(new Key(realmId, limit, subject), perMinute).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? OptionalInt.empty()
                : OptionalInt.of((int) TimeUnit.NANOSECONDS.toSeconds(
                        probe.getNanosToWaitForRefill() + TimeUnit.SECONDS.toNanos(1) - 1));
    }

    /** A realm that changes its limit begins with full buckets. */
    private Bucket bucket(Key key, int perMinute) {
        Limited limited = buckets.getIfPresent(key);
        if (limited == null || limited.perMinute() != perMinute) {
            limited = buckets.asMap()
                    .compute(
                            key,
                            (k, present) -> present != null && present.perMinute() == perMinute
                                    ? present
                                    : new Limited(perMinute, create(perMinute)));
        }
        return limited.bucket();
    }

    private Bucket create(int perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                .withCustomTimePrecision(clock)
                .build();
    }

    private record NanoMeter(LongSupplier nanoClock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoClock.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
