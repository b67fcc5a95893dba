package io.aim.keycloak.services.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExportSlotsTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final AtomicLong now = new AtomicLong();
    private final ExportSlots slots = new ExportSlots(2, now::get);

    @Test
    void thereAreAsManyAsAllowed() {
        ExportSlots.Slot first = slots.take().orElseThrow();
        assertThat(slots.take()).isPresent();
        assertThat(slots.take()).isEmpty();

        first.end();

        assertThat(slots.take()).isPresent();
        assertThat(slots.take()).isEmpty();
    }

    @Test
    void aSlotThatIsUsedIsKeptHoweverLong() {
        slots.take().orElseThrow().start();
        slots.take().orElseThrow().start();

        now.addAndGet(60 * MINUTE);

        assertThat(slots.take()).isEmpty();
    }

    @Test
    void aSlotThatNobodyUsesIsGivenAway() {
        assertThat(slots.take()).isPresent();
        assertThat(slots.take()).isPresent();

        now.addAndGet(MINUTE);

        assertThat(slots.take()).isPresent();
    }

    @Test
    void endingTwiceFreesOneSlot() {
        ExportSlots.Slot slot = slots.take().orElseThrow();
        assertThat(slots.take()).isPresent();
        slot.end();
        slot.end();

        assertThat(slots.take()).isPresent();
        assertThat(slots.take()).isEmpty();
    }
}
