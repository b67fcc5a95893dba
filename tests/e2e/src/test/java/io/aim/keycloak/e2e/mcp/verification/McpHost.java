package io.aim.keycloak.e2e.mcp.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.aim.keycloak.cli.client.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** The host {@code localhost} of many MCP servers, each of which answers challenges as it is told to. */
final class McpHost implements AutoCloseable {
    private static final String VERIFY = "/.well-known/mcp/verify";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Map<String, List<JsonNode>> challenges = new ConcurrentHashMap<>();
    private final List<String> publishedKeys = new CopyOnWriteArrayList<>();

    /** What becomes of a challenge. */
    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange, JsonNode challenge) throws IOException;
    }

    McpHost(SSLContext tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/.well-known/mcp-registry-auth")) {
                say(exchange, 200, String.join("\n", publishedKeys));
                return;
            }
            String name = path.substring(1).replace(VERIFY, "");
            Behaviour behaviour = behaviours.get(name);
            if (behaviour == null
                    || !path.endsWith(VERIFY)
                    || !exchange.getRequestMethod().equals("POST")) {
                say(exchange, 404, "");
                return;
            }
            JsonNode challenge =
                    Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            challenges
                    .computeIfAbsent(name, key -> new CopyOnWriteArrayList<>())
                    .add(challenge);
            behaviour.answer(exchange, challenge);
        }
    }

    /** Answers with that body. */
    static void say(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** The address of a new server, below which it answers so. */
    String serve(Behaviour behaviour) {
        String name = UUID.randomUUID().toString();
        behaviours.put(name, behaviour);
        return "https://localhost:" + port() + "/" + name;
    }

    /** From now on that server answers so. */
    void change(String url, Behaviour behaviour) {
        behaviours.put(name(url), behaviour);
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Challenges that reached that server, oldest first. */
    List<JsonNode> challenges(String url) {
        return List.copyOf(challenges.getOrDefault(name(url), List.of()));
    }

    /** Puts a key into the file of the host. */
    void publish(String text) {
        publishedKeys.add(text);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
