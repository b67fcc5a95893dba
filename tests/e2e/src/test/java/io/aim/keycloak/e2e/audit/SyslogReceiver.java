package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.server.Ports;
import io.aim.keycloak.e2e.token.OutsideProgram;
import io.aim.keycloak.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** rsyslogd at one port of the loopback interface, to be stopped and started; it adds what it receives to a file. */
final class SyslogReceiver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path USUAL_PLACE = Path.of("/usr/sbin/rsyslogd");
    private static final Pattern SEQ = Pattern.compile(" seq=\"(\\d+)\"");

    private final Path directory;
    private final String program;
    private final int port;
    private Process process;

    private SyslogReceiver(Path directory, ReceiverCertificates certificates) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.program = Files.isExecutable(USUAL_PLACE) ? USUAL_PLACE.toString() : "rsyslogd";
        OutsideProgram.require(program, "-v");
        this.port = Ports.free();
        Files.writeString(directory.resolve("rsyslog.conf"), configuration(certificates));
        start();
    }

    static SyslogReceiver tcp(Path directory) throws Exception {
        return new SyslogReceiver(directory, null);
    }

    /** Over TLS as {@code localhost}. */
    static SyslogReceiver tls(Path directory, ReceiverCertificates certificates) throws Exception {
        return new SyslogReceiver(directory, certificates);
    }

    private String configuration(ReceiverCertificates certificates) {
        String tls = certificates == null
                ? ""
                : """
                defaultNetstreamDriver="gtls"
                defaultNetstreamDriverCAFile="%s"
                defaultNetstreamDriverCertFile="%s"
                defaultNetstreamDriverKeyFile="%s"
                """.formatted(certificates.authority(), certificates.certificate(), certificates.key());
        String driver = certificates == null
                ? ""
                : " streamDriver.name=\"gtls\" streamDriver.mode=\"1\" streamDriver.authMode=\"anon\"";
        return """
                global(workDirectory="%s" maxMessageSize="64k"
                %s)
                module(load="imtcp"%s)
                template(name="json" type="list" option.jsonf="on") {
                  property(outname="msgid" name="msgid" format="jsonf")
                  property(outname="data" name="structured-data" format="jsonf")
                  property(outname="msg" name="msg" format="jsonf")
                }
                ruleset(name="aim") { action(type="omfile" file="%s" template="json") }
                input(type="imtcp" address="127.0.0.1" port="%d" ruleset="aim")
                action(type="omfile" file="%s")
                """.formatted(directory, tls, driver, received(), port, directory.resolve("rsyslog.log"));
    }

    private Path received() {
        return directory.resolve("received");
    }

    void start() throws IOException {
        process = new ProcessBuilder(
                        program,
                        "-n",
                        "-f",
                        directory.resolve("rsyslog.conf").toString(),
                        "-i",
                        directory.resolve("pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output").toFile()))
                .start();
        Eventually.within(PATIENCE, "rsyslogd listens", this::listens);
    }

    private boolean listens() {
        try (Socket ignored = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends it as its operator does; what it has received it writes down before. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    int port() {
        return port;
    }

    /** What it has received. */
    List<JsonNode> messages() {
        try {
            if (!Files.exists(received())) {
                return List.of();
            }
            String text = Files.readString(received(), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(Json::parse)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The numbers of the events that it has received, in the order of their arrival. */
    List<Long> numbers() {
        return messages().stream().map(SyslogReceiver::number).toList();
    }

    /** The number of the event of a message; -1 if it has none. */
    static long number(JsonNode message) {
        Matcher seq = SEQ.matcher(message.path("data").asText());
        return seq.find() ? Long.parseLong(seq.group(1)) : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
