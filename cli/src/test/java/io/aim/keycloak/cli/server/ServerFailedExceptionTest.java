package io.aim.keycloak.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFailedExceptionTest {
    @TempDir
    Path directory;

    private ServerFailedException with(String log) throws Exception {
        return new ServerFailedException("ended", Files.writeString(directory.resolve("x.log"), log));
    }

    @Test
    void showsWhatKeycloakSaysAboutItsFailure() throws Exception {
        ServerFailedException e = with("2026 INFO fine\n2026 ERROR (main) ERROR: Port already bound: 1\n\tat frame\n");

        assertThat(e).hasMessageEndingWith("x.log\nERROR: Port already bound: 1");
        assertThat(e.portWasTaken()).isTrue();
    }

    @Test
    void showsTheEndOfASilentLog() throws Exception {
        assertThat(with("one\ntwo\n")).hasMessageEndingWith("x.log\none\ntwo");
        assertThat(new ServerFailedException("ended", directory.resolve("none")))
                .hasMessageContaining("NoSuchFile");
    }
}
