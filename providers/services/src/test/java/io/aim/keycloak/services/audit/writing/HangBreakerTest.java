package io.aim.keycloak.services.audit.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HangBreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final AtomicLong now = new AtomicLong();
    private final HangBreaker breaker = new HangBreaker(PAUSE, now::get);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void close() {
        answer.countDown();
        breaker.close();
    }

    /** A write on a connection of its own, which hangs until the database answers or somebody cuts the connection. */
    private void hang(HangBreaker.BreakOff breakOff) {
        CountDownLatch end = new CountDownLatch(1);
        breakOff.by(end::countDown);
        await(end);
        ended.incrementAndGet();
    }

    /** A write that not even a cut connection ends. */
    private void hangForGood(HangBreaker.BreakOff breakOff) {
        await(answer);
        ended.incrementAndGet();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertHangs(HangBreaker.Work work) {
        assertThatExceptionOfType(StoreHangsException.class)
                .isThrownBy(() -> breaker.probe(SHORT, work))
                .withMessage("The database did not answer within 1 ms");
    }

    private void write() {
        breaker.run(Events.PATIENCE, breakOff -> done.incrementAndGet());
    }

    private void assertPause() {
        int before = done.get();
        assertThatExceptionOfType(StoreHangsException.class)
                .isThrownBy(this::write)
                .withMessage("The database did not answer a moment ago");
        assertThat(done).hasValue(before);
    }

    @Test
    void workThatEndsInTimeIsDone() {
        write();
        write();
        assertThat(done).hasValue(2);
    }

    @Test
    void whatWorkThrowsIsThrownAndOpensNothing() {
        IllegalStateException failure = new IllegalStateException("no database");
        assertThatIllegalStateException()
                .isThrownBy(() -> breaker.run(Events.PATIENCE, breakOff -> {
                    throw failure;
                }))
                .isSameAs(failure);
        write();
        assertThat(done).hasValue(1);
    }

    @Test
    void workThatHangsIsBrokenOff() {
        assertHangs(this::hang);
        Events.await(() -> ended.get() == 1);
    }

    @Test
    void workThatHangsBeforeThereIsAnythingToBreakOffIsBrokenOffThen() {
        assertHangs(breakOff -> {
            await(answer); // a pool that gives no connection for a while
            hang(breakOff);
        });
        answer.countDown();
        Events.await(() -> ended.get() == 1);
    }

    @Test
    void afterWorkThatHungNothingIsTriedForAWhile() {
        assertHangs(this::hang);
        assertPause();
        now.addAndGet(PAUSE.toNanos() - 1);
        assertPause();

        now.incrementAndGet();
        write();
        assertThat(done).hasValue(1);
    }

    @Test
    void aProbeThatSucceedsEndsThePause() {
        assertHangs(this::hang);
        breaker.probe(Events.PATIENCE, breakOff -> done.incrementAndGet());
        write();
        assertThat(done).hasValue(2);
    }

    @Test
    void aProbeThatHangsBeginsThePauseAnew() {
        assertHangs(this::hang);
        now.addAndGet(PAUSE.toNanos() - 1);
        assertHangs(this::hang);
        now.addAndGet(PAUSE.toNanos() - 1);
        assertPause();
    }

    @Test
    void onlySoManyMayHang() {
        List<HangBreaker.Work> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            assertHangs(this::hangForGood);
        }
        assertThatExceptionOfType(StoreHangsException.class)
                .isThrownBy(() -> breaker.probe(SHORT, breakOff -> work.add(this::hang)))
                .withMessage("The database did not answer 4 times");
        assertThat(work).isEmpty();

        answer.countDown();
        Events.await(() -> ended.get() == 4);
        now.addAndGet(PAUSE.toNanos());
        Events.await(() -> {
            try {
                write();
                return true;
            } catch (StoreHangsException lastOnesAreEnding) {
                return false;
            }
        });
    }
}
