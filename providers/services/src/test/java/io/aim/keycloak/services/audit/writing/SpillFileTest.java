package io.aim.keycloak.services.audit.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditEventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFileTest {

    @TempDir
    Path directory;

    private SpillFile spill;
    private Path file;

    @BeforeEach
    void aSpillFileOfItsOwn() {
        spill = new SpillFile(directory);
        file = directory.resolve("aim-audit-spill.ndjson");
    }

    @Test
    void whatIsSpilledComesBackInOrderAndTheFileIsGone() {
        List<AuditEvent> events = Events.events(5);
        spill.append(events.subList(0, 2));
        spill.append(events.subList(2, 5));
        assertThat(spill.isEmpty()).isFalse();

        assertThat(replayed()).containsExactlyElementsOf(events);
        assertThat(spill.isEmpty()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void withoutAFileThereIsNothingToReplay() {
        assertThat(spill.isEmpty()).isTrue();
        assertThat(replayed()).isEmpty();
    }

    @Test
    void manyEventsComeBackInBatches() {
        List<AuditEvent> events = Events.events(1_001);
        spill.append(events);

        List<List<AuditEvent>> batches = new ArrayList<>();
        spill.replay(batches::add);

        assertThat(batches).extracting(List::size).containsExactly(500, 500, 1);
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(events);
    }

    @Test
    void anotherProcessReadsWhatThisOneSpilled() {
        List<AuditEvent> events = Events.events(3);
        spill.append(events);
        spill = new SpillFile(directory);

        assertThat(spill.isEmpty()).isFalse();
        assertThat(replayed()).containsExactlyElementsOf(events);
    }

    @Test
    void theDirectoryNeedNotExistAndOnlyTheOwnerReadsTheFile() throws IOException {
        Path deep = directory.resolve("not/there/yet");
        new SpillFile(deep).append(Events.events(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep.resolve("aim-audit-spill.ndjson"))))
                .isEqualTo("rw-------");
    }

    @Test
    void afterAFailureEverythingIsHandedOutAgain() {
        List<AuditEvent> events = Events.events(700);
        spill.append(events);
        List<AuditEvent> first = new ArrayList<>();
        assertThatIllegalStateException()
                .isThrownBy(() -> spill.replay(batch -> {
                    if (!first.isEmpty()) {
                        throw new IllegalStateException("no database");
                    }
                    first.addAll(batch);
                }));
        assertThat(first).hasSize(500);
        assertThat(spill.isEmpty()).isFalse();

        assertThat(replayed()).containsExactlyElementsOf(events);
        assertThat(spill.isEmpty()).isTrue();
    }

    @Test
    void whatIsSpilledDuringAReplayWaitsForTheNext() {
        List<AuditEvent> events = Events.events(2);
        spill.append(events.subList(0, 1));

        List<AuditEvent> first = new ArrayList<>();
        spill.replay(batch -> {
            first.addAll(batch);
            spill.append(events.subList(1, 2));
        });

        assertThat(first).containsExactly(events.get(0));
        assertThat(spill.isEmpty()).isFalse();
        assertThat(replayed()).containsExactly(events.get(1));
        assertThat(spill.isEmpty()).isTrue();
    }

    @Test
    void whatIsSpilledAfterAFailedReplayWaitsUntilTheOlderEventsAreIn() {
        List<AuditEvent> events = Events.events(2);
        spill.append(events.subList(0, 1));
        assertThatIllegalStateException()
                .isThrownBy(() -> spill.replay(batch -> {
                    throw new IllegalStateException("no database");
                }));
        spill.append(events.subList(1, 2));

        assertThat(replayed()).containsExactly(events.get(0));
        assertThat(replayed()).containsExactly(events.get(1));
        assertThat(spill.isEmpty()).isTrue();
    }

    @Test
    void aLastLineThatACrashCutShortIsLeftOutEvenIfThatWasWithinACharacter() throws IOException {
        List<AuditEvent> events = Events.events(2);
        byte[] torn = AuditEventJson.write(events.get(1)).toString().getBytes(StandardCharsets.UTF_8);
        List<Integer> cuts = new ArrayList<>(List.of(1, torn.length / 2, torn.length - 1));
        for (int i = 1; i < torn.length; i++) {
            if ((torn[i] & 0xC0) == 0x80) { // a byte of UTF-8 that is not the first of its character
                cuts.add(i);
            }
        }
        assertThat(cuts).hasSizeGreaterThan(5);
        for (int length : cuts) {
            spill.append(events.subList(0, 1));
            Files.write(file, Arrays.copyOf(torn, length), StandardOpenOption.APPEND);

            assertThat(replayed()).describedAs("cut after %d bytes", length).containsExactly(events.get(0));
            assertThat(spill.isEmpty()).isTrue();
        }
    }

    @Test
    void aTornLineDoesNotTakeTheNextEventWithIt() throws IOException {
        List<AuditEvent> events = Events.events(3);
        spill.append(events.subList(0, 1));
        Files.writeString(file, "{\"id\":\"0", StandardOpenOption.APPEND);

        spill.append(events.subList(1, 3));

        assertThat(replayed()).containsExactlyElementsOf(events);
    }

    @Test
    void linesThatAreNoEventsAreLeftOut() throws IOException {
        List<AuditEvent> events = Events.events(2);
        spill.append(events.subList(0, 1));
        Files.writeString(file, "\nnull\n{}\n[]\n\0\0\0\0\n{\"id\":1}\n", StandardOpenOption.APPEND);
        spill.append(events.subList(1, 2));

        assertThat(replayed()).containsExactlyElementsOf(events);
        assertThat(Files.readAllLines(directory.resolve("aim-audit-spill.rejected.ndjson")))
                .containsExactly("null", "{}", "[]", "\0\0\0\0", "{\"id\":1}");
    }

    @Test
    void anEventThatTheSinkNeverTakesIsSetAsideAndTheOthersGoOn() throws IOException {
        List<AuditEvent> events = Events.events(700);
        AuditEvent odd = events.get(600);
        spill.append(events);

        List<AuditEvent> taken = new ArrayList<>();
        int rejected = spill.replay(batch -> {
            if (batch.contains(odd)) {
                throw new IllegalArgumentException("too odd");
            }
            taken.addAll(batch);
        });

        assertThat(rejected).isEqualTo(1);
        assertThat(taken).hasSize(699).doesNotContain(odd);
        assertThat(spill.isEmpty()).isTrue();
        Path aside = directory.resolve("aim-audit-spill.rejected.ndjson");
        assertThat(Files.readString(aside)).isEqualTo(AuditEventJson.write(odd) + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(aside)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsSetAsideComesToWhatIsThereAlready() throws IOException {
        List<AuditEvent> events = Events.events(2);
        for (AuditEvent odd : events) {
            spill.append(List.of(odd));
            spill.replay(batch -> {
                throw new IllegalArgumentException("too odd");
            });
        }

        assertThat(Files.readAllLines(directory.resolve("aim-audit-spill.rejected.ndjson")))
                .containsExactlyElementsOf(events.stream()
                        .map(event -> AuditEventJson.write(event).toString())
                        .toList());
    }

    @Test
    void anOutageAfterAnOddEventSetsNothingAsideTwice() throws IOException {
        List<AuditEvent> events = Events.events(2);
        spill.append(events);
        assertThatExceptionOfType(StoreHangsException.class)
                .isThrownBy(() -> spill.replay(batch -> {
                    if (batch.contains(events.get(0))) {
                        throw new IllegalArgumentException("too odd");
                    }
                    throw new StoreHangsException("no answer");
                }));
        assertThat(spill.isEmpty()).isFalse();

        spill.replay(batch -> {
            if (batch.contains(events.get(0))) {
                throw new IllegalArgumentException("too odd");
            }
        });

        assertThat(Files.readAllLines(directory.resolve("aim-audit-spill.rejected.ndjson")))
                .hasSize(1);
    }

    @Test
    void whatCannotBeSpilledIsAFailure() throws IOException {
        Files.createDirectory(file);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> spill.append(Events.events(1)))
                .withMessage("Audit events cannot be spilled to " + file);
    }

    @Test
    void aDiskThatIsFullInTheMiddleKeepsNoHalfLine() throws Exception {
        assertThat(SmallDisk.run(directory)).isZero();

        assertThat(replayed()).extracting(event -> event.details().get("text")).containsExactly("before", "after");
        assertThat(spill.isEmpty()).isTrue();
    }

    private List<AuditEvent> replayed() {
        List<AuditEvent> events = new ArrayList<>();
        spill.replay(events::addAll);
        return events;
    }
}
