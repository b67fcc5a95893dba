package io.aim.keycloak.core.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.audit.tree.MerkleHasher;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final String TEXT = """
            sso.example.com/realms/agents/audit
            1000
            47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
            time 2026-07-01T12:00:00.250Z
            """;
    private static final Checkpoint CHECKPOINT = new Checkpoint(
            "sso.example.com/realms/agents/audit",
            1000,
            MerkleHasher.EMPTY,
            Instant.parse("2026-07-01T12:00:00.250999Z"));

    @Test
    void isFourLines() {
        assertThat(CHECKPOINT).hasToString(TEXT);
        assertThat(Checkpoint.parse(TEXT)).isEqualTo(CHECKPOINT);
    }

    @Test
    void fullSecondsHaveNoFraction() {
        String text = TEXT.replace(".250", "");

        assertThat(Checkpoint.parse(text)).hasToString(text);
    }

    @Test
    void otherExtensionsAreIgnored() {
        assertThat(Checkpoint.parse(TEXT + "more to say\n")).isEqualTo(CHECKPOINT);
    }

    @Test
    void whatIsNoCheckpointIsRefused() {
        for (String text : List.of(
                "",
                "\n",
                TEXT.strip(),
                TEXT + "\n",
                "\n" + TEXT,
                TEXT.replace("time", "tide"),
                TEXT + "time 2026-07-01T12:00:00Z\n",
                TEXT.replace(".250Z", ".25Z"),
                TEXT.replace(".250Z", ".250001Z"),
                TEXT.replace(".250Z", ".250+00:00"),
                TEXT.replace("12:00:00.250", "24:00:00"),
                TEXT.replace("1000", "01000"),
                TEXT.replace("1000", "+1000"),
                TEXT.replace("1000", "-1"),
                TEXT.replace("1000", "1e3"),
                TEXT.replace("1000", ""),
                TEXT.replace("1000", "9223372036854775808"),
                TEXT.replace("1000", "10000000000000000000"),
                TEXT.replace("FU=", "FU"),
                TEXT.replace("FU=", "FV="))) {
            assertThatThrownBy(() -> Checkpoint.parse(text))
                    .describedAs(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void partsThatWouldNotReadBackAreRefused() {
        assertThatThrownBy(() -> new Checkpoint("a\nb", 1, MerkleHasher.EMPTY, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("", 1, MerkleHasher.EMPTY, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a", -1, MerkleHasher.EMPTY, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
