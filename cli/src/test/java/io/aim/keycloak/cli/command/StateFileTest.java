package io.aim.keycloak.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir
    Path directory;

    @Test
    void keepsOnePasswordForEachDatabase() throws Exception {
        Path file = directory.resolve("state.json");
        String password = new StateFile(file).adminPassword("one");

        assertThat(password).hasSize(20);
        assertThat(new StateFile(file).adminPassword("one")).isEqualTo(password);
        assertThat(new StateFile(file).adminPassword("other")).isNotEqualTo(password);
    }

    @Test
    void isReadableByItsOwnerAlone() throws Exception {
        Path file = directory.resolve("state.json");
        new StateFile(file).adminPassword("one");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void remembersTheServerUntilItIsStopped() throws Exception {
        StateFile state = new StateFile(directory.resolve("state.json"));
        ProcessHandle self = ProcessHandle.current();
        RunningServer server =
                new RunningServer(self.pid(), RunningServer.startOf(self), "http://x", "embedded", "admin", "pw");
        state.started(server);

        assertThat(state.server()).contains(server);
        assertThat(state.server().orElseThrow().process()).isPresent();
        state.stopped();
        assertThat(state.server()).isEmpty();
    }

    @Test
    void doesNotTakeAReusedProcessIdForTheServer() {
        long pid = ProcessHandle.current().pid();

        assertThat(new RunningServer(pid, "2001-01-01T00:00:00Z", "http://x", "embedded", "admin", "pw").process())
                .isEmpty();
    }
}
