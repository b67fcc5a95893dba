package io.aim.keycloak.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments parse(String... args) {
        return Arguments.parse(args, List.of("port", "db"), List.of("once"));
    }

    @Test
    void readsBothForms() {
        Arguments arguments = parse("--port", "9000", "--db=jdbc:x?a=b", "--once");

        assertThat(arguments.port(1)).isEqualTo(9000);
        assertThat(arguments.value("db")).contains("jdbc:x?a=b");
        assertThat(arguments.flag("once")).isTrue();
        assertThat(parse().port(8080)).isEqualTo(8080);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> parse("--bogus")).hasMessageContaining("--bogus");
        assertThatThrownBy(() -> parse("word")).hasMessageContaining("word");
        assertThatThrownBy(() -> parse("--once=yes")).hasMessageContaining("--once=yes");
        assertThatThrownBy(() -> parse("--port")).hasMessageContaining("needs a value");
    }

    @Test
    void takesAsManyWordsAsTheCommandWants() {
        Arguments arguments = Arguments.parse(new String[] {"a=b", "--db", "x", "c"}, List.of("db"), List.of(), 2);

        assertThat(arguments.words()).containsExactly("a=b", "c");
        assertThat(arguments.value("db")).contains("x");
        assertThatThrownBy(() -> Arguments.parse(new String[] {"a", "b"}, List.of(), List.of(), 1))
                .hasMessageContaining("'b'");
    }

    @Test
    void refusesWhatIsNoPort() {
        for (String port : List.of("abc", "-1", "65536", "")) {
            assertThatThrownBy(() -> parse("--port=" + port).port(1)).hasMessageContaining("'" + port + "'");
        }
    }
}
