package io.aim.keycloak.services.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.outbound.AllowedHosts;
import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.core.outbound.OutboundFailure;
import io.aim.keycloak.core.outbound.OutboundPolicy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real hosts of the worst kind, on this machine. */
class OutboundClientTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final int MAX_BYTES = 64 * 1024;

    /** Far longer than an answer that is cut off takes, far shorter than one that is not. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final List<OutboundFailure> counted = new ArrayList<>();
    private final List<BoundedLookup> lookups = new ArrayList<>();
    private Duration read = Duration.ofSeconds(2);
    private Duration total = Duration.ofSeconds(4);

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        lookups.forEach(BoundedLookup::close);
    }

    private OutboundClient client(HostLookup lookup, SSLContext tls, String... allowed) {
        OutboundPolicy policy = new OutboundPolicy(
                true,
                List.of(IpRange.parse("127.0.0.0/8").orElseThrow()),
                AllowedHosts.parse("outboundAllowList", List.of(allowed)));
        BoundedLookup bounded = new BoundedLookup(lookup);
        lookups.add(bounded);
        OutboundLimits limits = new OutboundLimits(Duration.ofSeconds(1), read, total, MAX_BYTES);
        return new OutboundClient(policy, limits, bounded, tls, counted::add);
    }

    private OutboundClient client() throws Exception {
        return client(HostLookup.SYSTEM, SSLContext.getDefault(), "localhost", "127.0.0.1");
    }

    private static OutboundRequest request(String scheme, String host, int port) {
        return OutboundRequest.get(URI.create(scheme + "://" + host + ":" + port + "/path?query=1"), "text/plain");
    }

    private static OutboundException failure(OutboundClient client, OutboundRequest request) {
        return catchThrowableOfType(OutboundException.class, () -> client.send(request));
    }

    private OutboundFailure failure(TestHost.Behaviour behaviour) throws Exception {
        try (TestHost host = TestHost.plain(behaviour)) {
            return failure(client(), request("http", "localhost", host.port())).failure();
        }
    }

    @Test
    void theAnswerIsWhatTheHostSays() throws Exception {
        try (TestHost host = TestHost.plain(TestHost.saying(OK))) {
            byte[] answer = client().send(request("http", "localhost", host.port()));

            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("ok");
            assertThat(host.request())
                    .startsWith("GET /path?query=1 HTTP/1.1\r\n")
                    .contains("Host: localhost:" + host.port() + "\r\n")
                    .contains("Accept: text/plain\r\n")
                    .contains("Connection: close\r\n")
                    .doesNotContain("Accept-Encoding");
            assertThat(counted).isEmpty();
        }
    }

    @Test
    void aRedirectToTheMetadataServiceIsNotFollowed() throws Exception {
        String location = "http://169.254.169.254/latest/meta-data/";
        String answer = "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";

        assertThat(failure(TestHost.saying(answer))).isEqualTo(OutboundFailure.REDIRECT);
        assertThat(counted).containsExactly(OutboundFailure.REDIRECT);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 407, 500, 503})
    void whatIsNoSuccessIsNoAnswer(int status) throws Exception {
        String answer =
                "HTTP/1.1 " + status + " No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 6\r\n\r\nsecret";
        try (TestHost host = TestHost.plain(TestHost.saying(answer))) {
            OutboundException e = failure(client(), request("http", "localhost", host.port()));

            assertThat(e.failure()).isEqualTo(OutboundFailure.STATUS);
            assertThat(e).hasMessage("The host answered " + status);
            assertThat(host.connections()).isEqualTo(1);
        }
    }

    @Test
    void aHostThatSendsByteAfterByteIsCutOffInTime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long start = System.nanoTime();

        OutboundFailure failure = failure(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 600; i++) {
                out.write('x');
                out.flush();
                pause(never);
            }
        });

        assertThat(failure).isEqualTo(OutboundFailure.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(total.plus(AT_ONCE));
    }

    @Test
    void aHostThatSaysNothingIsCutOffBeforeThat() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        read = Duration.ofMillis(200);
        total = Duration.ofSeconds(60);
        long start = System.nanoTime();

        OutboundFailure failure = failure(out -> {
            for (int i = 0; i < 100; i++) {
                pause(never);
            }
        });

        assertThat(failure).isEqualTo(OutboundFailure.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }

    private static void pause(CountDownLatch never) {
        try {
            assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1073741824\r\n", "Connection: close\r\n"})
    void aHostThatSendsAGigabyteIsReadNoFurtherThanAllowed(String header) throws Exception {
        long start = System.nanoTime();
        byte[] block = new byte[8192];
        long[] sent = new long[1];

        OutboundFailure failure = failure(out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + header + "\r\n").getBytes(StandardCharsets.US_ASCII));
            while (sent[0] < 1L << 30) {
                out.write(block);
                sent[0] += block.length;
            }
        });

        assertThat(failure).isEqualTo(OutboundFailure.TOO_LARGE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        assertThat(sent[0]).isLessThan(64L << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void headersAreBoundedInLengthAndNumber(int headers) throws Exception {
        String header = "X-Many: " + "x".repeat(headers == 1 ? 100_000 : 10) + "\r\n";

        assertThat(failure(TestHost.saying("HTTP/1.1 200 OK\r\n" + header.repeat(headers) + "\r\n")))
                .isEqualTo(OutboundFailure.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nless",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void whatIsNotHttpIsABrokenConnection(String answer) throws Exception {
        try (TestHost host = TestHost.plain(TestHost.saying(answer))) {
            OutboundException e = failure(client(), request("http", "localhost", host.port()));

            assertThat(e.failure()).isEqualTo(OutboundFailure.CONNECTION);
            assertThat(e.getMessage()).doesNotContain("SSH");
        }
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(failure(client(), request("http", "127.0.0.1", port)).failure())
                .isEqualTo(OutboundFailure.CONNECTION);
    }

    @Test
    void theCertificateMustBeForTheName() throws Exception {
        TestTls tls = TestTls.forName("mcp.example.org", directory);
        try (TestHost host = TestHost.secure(tls.server(), TestHost.saying(OK))) {
            OutboundClient client = client(
                    name -> HostLookup.SYSTEM.addresses("127.0.0.1"),
                    tls.client(),
                    "mcp.example.org",
                    "other.example.org");

            assertThat(client.send(request("https", "mcp.example.org", host.port())))
                    .isEqualTo("ok".getBytes(StandardCharsets.US_ASCII));
            assertThat(host.request()).contains("Host: mcp.example.org:" + host.port() + "\r\n");
            OutboundException e = failure(client, request("https", "other.example.org", host.port()));
            assertThat(e.failure()).isEqualTo(OutboundFailure.TLS);
            assertThat(e).hasMessage("The certificate is not for this host");
        }
    }

    @Test
    void theCertificateMustBeTrusted() throws Exception {
        TestTls tls = TestTls.forName("localhost", directory);
        try (TestHost host = TestHost.secure(tls.server(), TestHost.saying(OK))) {
            OutboundException e = failure(client(), request("https", "localhost", host.port()));

            assertThat(e.failure()).isEqualTo(OutboundFailure.TLS);
            assertThat(e).hasMessage("The certificate is not trusted");
        }
    }

    @Test
    void anInternalAddressThatIsNotAllowedIsNeverConnectedTo() throws Exception {
        try (TestHost host = TestHost.plain(TestHost.saying(OK))) {
            OutboundClient closed = client(HostLookup.SYSTEM, SSLContext.getDefault());

            assertThat(failure(closed, request("http", "localhost", host.port()))
                            .failure())
                    .isEqualTo(OutboundFailure.ADDRESS_REFUSED);
            assertThat(failure(closed, request("https", "127.0.0.1", host.port()))
                            .failure())
                    .isEqualTo(OutboundFailure.ADDRESS_REFUSED);
            assertThat(host.connections()).isZero();
        }
    }

    private static InetAddress[] literal(String address) {
        try {
            return InetAddress.getAllByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void oneRefusedAddressAmongOthersRefusesTheHost() throws Exception {
        try (TestHost host = TestHost.plain(TestHost.saying(OK))) {
            OutboundClient client = client(
                    name -> Stream.of("127.0.0.1", "169.254.169.254")
                            .flatMap(address -> Stream.of(literal(address)))
                            .toList(),
                    SSLContext.getDefault(),
                    "mixed.example.org");

            assertThat(failure(client, request("https", "mixed.example.org", host.port()))
                            .failure())
                    .isEqualTo(OutboundFailure.ADDRESS_REFUSED);
            assertThat(host.connections()).isZero();
        }
    }

    @Test
    void aNameThatIsBoundAnewBetweenCheckAndConnectionLeadsNowhereElse() throws Exception {
        try (TestHost checked = TestHost.plain(TestHost.saying(OK));
                TestHost rebound = TestHost.on("127.0.0.2", checked.port(), TestHost.saying(OK))) {
            Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2", "127.0.0.2"));
            OutboundClient client =
                    client(name -> HostLookup.SYSTEM.addresses(answers.pop()), SSLContext.getDefault(), "127.0.0.1");

            byte[] answer = client.send(request("http", "localhost", checked.port()));
            OutboundException next = failure(client, request("http", "localhost", checked.port()));

            assertThat(answer).isEqualTo("ok".getBytes(StandardCharsets.US_ASCII));
            assertThat(checked.connections()).isEqualTo(1);
            assertThat(next.failure()).isEqualTo(OutboundFailure.ADDRESS_REFUSED);
            assertThat(rebound.connections()).isZero();
            assertThat(answers).as("each request looks the name up once").hasSize(1);
        }
    }

    @Test
    void aNameWithoutAddress() throws Exception {
        OutboundClient client = client(
                name -> {
                    throw new UnknownHostException(name);
                },
                SSLContext.getDefault());

        assertThat(failure(client, request("https", "nowhere.example.org", 443)).failure())
                .isEqualTo(OutboundFailure.UNRESOLVABLE);
    }

    @Test
    void aNameServerThatDoesNotAnswerIsWaitedForNoLongerThanAHost() throws Exception {
        total = Duration.ofMillis(300);
        CountDownLatch never = new CountDownLatch(1);
        OutboundClient client = client(
                name -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new UnknownHostException(name);
                    }
                    return List.of();
                },
                SSLContext.getDefault());
        long start = System.nanoTime();

        assertThat(failure(client, request("https", "slow.example.org", 443)).failure())
                .isEqualTo(OutboundFailure.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }
}
