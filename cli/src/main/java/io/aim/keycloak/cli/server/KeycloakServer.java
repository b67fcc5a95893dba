package io.aim.keycloak.cli.server;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One running Keycloak node in production mode, a child process that ends with this JVM unless detached. */
public final class KeycloakServer implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(8);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Pattern LISTENING = Pattern.compile(
            "Listening on: (http://\\S+?)\\. Management interface listening on (http://\\S+?)\\.(\\s|$)");
    private static final File NO_INPUT = new File("/dev/null");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /**
     * How to start a node.
     *
     * @param home the built home; several nodes may share it
     * @param javaHome the Java to run it
     * @param options options of {@code kc.sh start}, besides those that every node gets
     * @param environment secrets and such, which do not belong on a command line
     * @param jvmOptions added to Keycloak's own JVM options
     * @param log where its output goes
     */
    public record Launch(
            KeycloakHome home,
            Path javaHome,
            List<String> options,
            Map<String, String> environment,
            String jvmOptions,
            Path log) {}

    private final Process process;
    private final Path log;
    private final Thread hook;
    private String baseUrl;
    private String managementUrl;

    private KeycloakServer(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.hook = new Thread(this::stopProcess, "stop-keycloak");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a node on loopback and returns when it is ready to serve. */
    public static KeycloakServer start(Launch launch) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(launch.home().directory().resolve("bin").resolve("kc.sh").toString());
        command.addAll(List.of(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-management-port=0",
                // every poll of the readiness address would log a line until the server is up
                "--log-level=INFO,io.smallrye.health:off"));
        command.addAll(launch.options());
        Files.createDirectories(launch.log().toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(NO_INPUT))
                .redirectOutput(launch.log().toFile());
        ServerEnvironment.prepare(builder.environment(), launch.javaHome(), launch.jvmOptions());
        builder.environment().putAll(launch.environment());
        KeycloakServer server = new KeycloakServer(builder.start(), launch.log());
        try {
            server.awaitReady();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Where applications talk to it, without a slash at the end. */
    public String baseUrl() {
        return baseUrl;
    }

    /** Where health and metrics are, without a slash at the end. */
    public String managementUrl() {
        return managementUrl;
    }

    /** The file with its output. */
    public Path log() {
        return log;
    }

    /** The started process, parent of the Java process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Blocks until the server ends by itself or by a signal. */
    public int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** Lets the server live on after this JVM ends. */
    public void detach() {
        ServerEnvironment.forget(hook);
    }

    /** Kills it the hard way, as a crash would. */
    public void kill() {
        ProcessTree.kill(process.toHandle());
        ServerEnvironment.forget(hook);
    }

    @Override
    public void close() {
        stopProcess();
        ServerEnvironment.forget(hook);
    }

    private void stopProcess() {
        ProcessTree.stop(process.toHandle(), STOP_PATIENCE);
    }

    private void awaitReady() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        while (!(knowsItsAddress() && answersReady())) {
            if (!process.isAlive()) {
                throw new ServerFailedException("Keycloak ended with exit code " + process.exitValue(), log);
            }
            if (Instant.now().isAfter(deadline)) {
                throw new ServerFailedException("Keycloak was not ready in " + START_TIMEOUT.toMinutes() + " min", log);
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private boolean knowsItsAddress() throws IOException {
        if (baseUrl == null) {
            Matcher line = LISTENING.matcher(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
            if (line.find()) {
                baseUrl = line.group(1);
                managementUrl = line.group(2);
            }
        }
        return baseUrl != null;
    }

    private boolean answersReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(managementUrl + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
