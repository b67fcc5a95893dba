package io.aim.keycloak.e2e.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.aim.keycloak.e2e.token.OutsideProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An HTTPS server as {@code localhost} that keeps what is posted to it, and answers as it is told to. */
final class AnchorServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile int status = 201;

    /** A request. */
    record Post(String path, String body, Map<String, List<String>> headers) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    AnchorServer(Path directory, ReceiverCertificates certificates) throws Exception {
        Path store = directory.resolve("localhost.p12");
        OutsideProgram.run(
                List.of(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        certificates.certificate().toString(),
                        "-inkey",
                        certificates.key().toString(),
                        "-out",
                        store.toString(),
                        "-passout",
                        "pass:" + PASSWORD),
                "",
                Map.of());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(new Post(exchange.getRequestURI().getPath(), body, exchange.getRequestHeaders()));
            if (status / 100 == 3) {
                exchange.getResponseHeaders().set("Location", "https://localhost:" + port() + "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on it answers so. */
    void answerWith(int newStatus) {
        status = newStatus;
    }

    /** What was posted, oldest first. */
    List<Post> posts() {
        return List.copyOf(posts);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
