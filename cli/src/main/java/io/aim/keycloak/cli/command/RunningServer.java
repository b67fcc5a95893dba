package io.aim.keycloak.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A server that a command started.
 *
 * @param pid its process
 * @param startedAt when that process started, by which a reused process id is told apart
 * @param baseUrl where it listens
 * @param database which database it uses
 * @param adminUser who administers it
 * @param adminPassword that administrator's password
 */
public record RunningServer(
        long pid, String startedAt, String baseUrl, String database, String adminUser, String adminPassword) {

    static RunningServer of(JsonNode json) {
        return new RunningServer(
                json.path("pid").asLong(),
                json.path("startedAt").asText(),
                json.path("baseUrl").asText(),
                json.path("database").asText(),
                json.path("adminUser").asText(),
                json.path("adminPassword").asText());
    }

    static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    /** Its process, where that still runs. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startOf(process).equals(startedAt));
    }

    /** The administration console of a realm. */
    String consoleUrl(String realm) {
        return baseUrl + "/admin/master/console/#/" + realm;
    }
}
