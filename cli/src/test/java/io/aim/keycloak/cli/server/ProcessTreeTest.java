package io.aim.keycloak.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    @Test
    void endsChildrenToo() throws Exception {
        Process shell = start("sleep 1000 & echo ready; trap 'kill $!; exit 0' TERM; wait");
        List<ProcessHandle> children = shell.descendants().toList();

        assertThat(children).isNotEmpty();
        assertThat(ProcessTree.stop(shell.toHandle(), Duration.ofSeconds(20))).isTrue();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void killsWhatDoesNotListen() throws Exception {
        Process shell = start("trap '' TERM; echo ready; sleep 1000 & wait");

        assertThat(ProcessTree.stop(shell.toHandle(), Duration.ofMillis(200))).isFalse();
        assertThat(shell.isAlive()).isFalse();
    }

    private static Process start(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("ready");
        }
        return process;
    }
}
