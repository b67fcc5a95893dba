package io.aim.keycloak.benchmark.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as servers do: with a length, in chunks, with a refusal, with a closed connection. */
final class TokenServer implements AutoCloseable {
    static final String LONG_TEXT = "0123456789abcdef".repeat(4096);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();

    TokenServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/fixed", exchange -> answer(exchange, 200, "fixed " + read(exchange), false));
        server.createContext("/refused", exchange -> answer(exchange, 401, "refused " + read(exchange), false));
        server.createContext("/chunked", exchange -> {
            read(exchange);
            answer(exchange, 200, LONG_TEXT, true);
        });
        server.createContext("/closing", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 200, "closing " + read(exchange), false);
        });
        server.start();
    }

    static byte[] request(String path, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    Set<Integer> clientPorts() {
        return ports;
    }

    Queue<String> bodies() {
        return bodies;
    }

    private String read(HttpExchange exchange) throws IOException {
        ports.add(exchange.getRemoteAddress().getPort());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        bodies.add(body);
        return body;
    }

    private static void answer(HttpExchange exchange, int status, String text, boolean chunked) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, chunked ? 0 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
