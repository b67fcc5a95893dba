package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 9562 §5.7. */
class TimeOrderedIdTest {

    @Test
    void beginsWithTheTimeOfTheRfcsExample() {
        assertThat(TimeOrderedId.at(Instant.parse("2022-02-22T19:22:22Z"))).startsWith("017f22e2-79b0-7");
    }

    @Test
    void hasVersionSevenAndTheVariantOfTheRfc() {
        for (int i = 0; i < 200; i++) {
            UUID id = UUID.fromString(TimeOrderedId.at(Instant.now()));
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @Test
    void theOrderOfTextsIsThatOfTimes() {
        Instant[] times = {
            Instant.EPOCH,
            Instant.ofEpochMilli(1),
            Instant.parse("2026-03-04T05:06:07.080Z"),
            Instant.parse("2026-03-04T05:06:07.081Z"),
            Instant.parse("9999-12-31T23:59:59.999Z")
        };
        for (int i = 1; i < times.length; i++) {
            assertThat(TimeOrderedId.at(times[i - 1])).isLessThan(TimeOrderedId.at(times[i]));
        }
    }

    @Test
    void manyOfOneMomentAreDifferentInAllTheirRandomBits() {
        Instant moment = Instant.parse("2026-03-04T05:06:07.080Z");
        var ids = IntStream.range(0, 2_000)
                .mapToObj(i -> UUID.fromString(TimeOrderedId.at(moment)))
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(2_000);
        long highOnes = ids.stream().mapToLong(UUID::getMostSignificantBits).reduce(0, (a, b) -> a | b);
        long highAlways = ids.stream().mapToLong(UUID::getMostSignificantBits).reduce(-1, (a, b) -> a & b);
        long lowOnes = ids.stream().mapToLong(UUID::getLeastSignificantBits).reduce(0, (a, b) -> a | b);
        long lowAlways = ids.stream().mapToLong(UUID::getLeastSignificantBits).reduce(-1, (a, b) -> a & b);
        assertThat(highOnes ^ highAlways).isEqualTo(0x0FFFL);
        assertThat(lowOnes ^ lowAlways).isEqualTo(0x3FFFFFFFFFFFFFFFL);
    }
}
