package io.aim.keycloak.core.audit.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** rsyslogd on a free port of the loopback interface; what it receives it prints as JSON, one message a line. */
final class Rsyslog implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final int port;
    private final Thread reader;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Rsyslog(Process process, int port) {
        this.process = process;
        this.port = port;
        reader = new Thread(this::read, "rsyslog");
        reader.setDaemon(true);
        reader.start();
    }

    /** Over plain TCP. */
    static Rsyslog tcp(Path directory) throws IOException, InterruptedException {
        return start(directory, "", "");
    }

    /** Over TLS as {@code localhost}; {@code authentication} is of clients, as in the configuration. */
    static Rsyslog tls(Path directory, TestAuthority authority, String authentication)
            throws IOException, InterruptedException {
        authority.issue("localhost");
        String global = """
                global(
                  defaultNetstreamDriver="gtls"
                  defaultNetstreamDriverCAFile="%s"
                  defaultNetstreamDriverCertFile="%s"
                  defaultNetstreamDriverKeyFile="%s"
                )
                """.formatted(
                        authority.file("ca.pem"), authority.file("localhost.pem"), authority.file("localhost.key"));
        return start(directory, global, " streamDriver.name=\"gtls\" streamDriver.mode=\"1\" " + authentication);
    }

    private static Rsyslog start(Path directory, String global, String module)
            throws IOException, InterruptedException {
        String program = OutsideProgram.require("rsyslogd");
        Path ports = Files.createDirectories(directory.resolve("port"));
        Path port = ports.resolve("number");
        Path configuration = Files.writeString(
                directory.resolve("rsyslog.conf"),
                global + """
                global(workDirectory="%s" maxMessageSize="64k")
                module(load="imtcp"%s)
                template(name="json" type="list" option.jsonf="on") {
                  property(outname="msg" name="msg" format="jsonf")
                  property(outname="pri" name="pri" format="jsonf")
                  property(outname="time" name="timereported" dateFormat="rfc3339" format="jsonf")
                  property(outname="hostname" name="hostname" format="jsonf")
                  property(outname="app" name="app-name" format="jsonf")
                  property(outname="procid" name="procid" format="jsonf")
                  property(outname="msgid" name="msgid" format="jsonf")
                  property(outname="data" name="structured-data" format="jsonf")
                }
                ruleset(name="aim") { action(type="omfile" file="/dev/stdout" template="json") }
                input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="%s" ruleset="aim")
                action(type="omfile" file="%s")
                """.formatted(directory, module, port, directory.resolve("rsyslog.log")));
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            ports.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            Process process = new ProcessBuilder(
                            program,
                            "-n",
                            "-f",
                            configuration.toString(),
                            "-i",
                            directory.resolve("pid").toString())
                    .redirectError(directory.resolve("rsyslog.err").toFile())
                    .start();
            int number = number(watch, port);
            awaitListening(number);
            return new Rsyslog(process, number);
        }
    }

    /** rsyslogd tells its port as soon as it has one, a moment before it listens. */
    private static void awaitListening(int port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(probe.isConnected()).isTrue();
                return;
            } catch (ConnectException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private static int number(WatchService watch, Path port) throws IOException, InterruptedException {
        String number = "";
        while (number.isEmpty()) {
            WatchKey written = watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(written).as("rsyslogd listens").isNotNull();
            written.pollEvents();
            written.reset();
            number = Files.exists(port) ? Files.readString(port).strip() : "";
        }
        return Integer.parseInt(number);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return port;
    }

    /** The next message that it has received. */
    JsonNode next() throws IOException, InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("a message arrives").isNotNull();
        return new ObjectMapper().readTree(line);
    }

    /** Ends it, and says what it had received that nobody asked for. */
    List<String> stop() throws InterruptedException {
        process.toHandle().destroy(); // Process.destroy() would close the output that is still to be read
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        reader.join();
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
