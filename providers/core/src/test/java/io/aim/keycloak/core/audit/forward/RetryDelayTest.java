package io.aim.keycloak.core.audit.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "8, 60", "2147483647, 60"})
    void theDelayDoublesUpToAMinute(int failures, long seconds) {
        assertThat(RetryDelay.after(failures)).hasSeconds(seconds);
    }
}
