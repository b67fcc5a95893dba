package io.aim.keycloak.services.audit.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteFaultTest {

    @ParameterizedTest
    @CsvSource({
        "22001, EVENT", // value too long
        "23502, EVENT", // null where none may be
        "23514, EVENT", // check
        "54000, EVENT", // row or index entry too large
        "23505, UNCLEAR", // the row is there already
        "P0001, UNCLEAR", // a trigger's own
        "42P01, UNCLEAR", // no such table
        "08006, OUTAGE", // connection lost
        "25006, OUTAGE", // read-only: a standby
        "53100, OUTAGE", // disk full
        "55P03, OUTAGE", // lock not available
        "57014, OUTAGE", // statement timeout
        "57P01, OUTAGE" // shut down
    })
    void theStateOfTheDatabaseTells(String state, WriteFault fault) {
        Exception failure = new IllegalStateException(new RuntimeException(new SQLException("no", state)));
        assertThat(WriteFault.of(failure)).isEqualTo(fault);
    }

    @Test
    void aPoolThatGivesNoConnectionIsAnOutage() {
        assertThat(WriteFault.of(new SQLException("Sorry, acquisition timeout!")))
                .isEqualTo(WriteFault.OUTAGE);
    }

    @Test
    void aStoreThatHangsIsAnOutage() {
        assertThat(WriteFault.of(new StoreHangsException("no answer"))).isEqualTo(WriteFault.OUTAGE);
    }

    @Test
    void anEventThatIsNoneIsItsOwnFault() {
        assertThat(WriteFault.of(new IllegalArgumentException("odd"))).isEqualTo(WriteFault.EVENT);
        assertThat(WriteFault.of(new IllegalStateException("odd"))).isEqualTo(WriteFault.UNCLEAR);
    }

    @Test
    void causesInACircleEnd() {
        Exception one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("other", one));
        assertThat(WriteFault.of(one)).isEqualTo(WriteFault.UNCLEAR);
    }
}
