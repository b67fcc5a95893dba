package io.aim.keycloak.services.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.spi.audit.StoredCheckpoint;
import io.aim.keycloak.spi.audit.anchor.AnchorConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointDirectoryTest {

    @TempDir
    Path root;

    private static StoredCheckpoint checkpoint(long size, String note) {
        return new StoredCheckpoint(size, Instant.EPOCH, note, "key");
    }

    @Test
    void everyCheckpointIsAFileOfItsRealm() throws IOException {
        CheckpointDirectory anchor = new CheckpointDirectory(root);

        anchor.keep("acme", checkpoint(5, "five"));
        anchor.keep("acme", checkpoint(7, "seven"));
        anchor.keep("other", checkpoint(5, "else"));

        assertThat(root.resolve("acme/5.checkpoint")).hasContent("five");
        assertThat(root.resolve("acme/7.checkpoint")).hasContent("seven");
        assertThat(root.resolve("other/5.checkpoint")).hasContent("else");
        try (Stream<Path> files = Files.list(root.resolve("acme"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void theSameCheckpointMayComeAgain() throws IOException {
        CheckpointDirectory anchor = new CheckpointDirectory(root);

        anchor.keep("acme", checkpoint(5, "five"));
        anchor.keep("acme", checkpoint(5, "five"));

        assertThat(root.resolve("acme/5.checkpoint")).hasContent("five");
    }

    @Test
    void anotherCheckpointOfThatSizeIsAnAlarmAndReplacesNothing() throws IOException {
        CheckpointDirectory anchor = new CheckpointDirectory(root);
        anchor.keep("acme", checkpoint(5, "five"));

        assertThatThrownBy(() -> anchor.keep("acme", checkpoint(5, "forged")))
                .isInstanceOf(AnchorConflictException.class);
        assertThat(root.resolve("acme/5.checkpoint")).hasContent("five");
    }

    @Test
    void aDirectoryThatIsNotThereIsNotMade() {
        CheckpointDirectory anchor = new CheckpointDirectory(root.resolve("unmounted"));

        assertThatThrownBy(() -> anchor.keep("acme", checkpoint(5, "five"))).isInstanceOf(NoSuchFileException.class);
        assertThat(root.resolve("unmounted")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../x", "/etc", "a/b", "a\\b", "a b", "ä", "%2E"})
    void anIdOfARealmIsNoPath(String realmId) throws IOException {
        new CheckpointDirectory(root).keep(realmId, checkpoint(1, "one"));

        try (Stream<Path> directories = Files.list(root)) {
            assertThat(directories)
                    .singleElement()
                    .satisfies(directory ->
                            assertThat(directory.resolve("1.checkpoint")).hasContent("one"));
        }
    }
}
