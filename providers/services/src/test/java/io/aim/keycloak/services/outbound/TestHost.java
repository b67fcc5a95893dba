package io.aim.keycloak.services.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A host that does to those who connect what a test wants; it speaks HTTP no better than it is told to. */
final class TestHost implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final ServerSocket socket;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String request = "";

    /** What becomes of a connection after the head of the request. */
    @FunctionalInterface
    interface Behaviour {
        void answer(OutputStream out) throws IOException;
    }

    private TestHost(ServerSocket socket, Behaviour behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
        var unused = threads.submit(this::accept);
    }

    static TestHost plain(Behaviour behaviour) throws IOException {
        return on("127.0.0.1", 0, behaviour);
    }

    static TestHost on(String address, int port, Behaviour behaviour) throws IOException {
        return new TestHost(new ServerSocket(port, BACKLOG, InetAddress.getAllByName(address)[0]), behaviour);
    }

    static TestHost secure(SSLContext tls, Behaviour behaviour) throws IOException {
        return new TestHost(
                tls.getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()),
                behaviour);
    }

    /** Answers that text and ends. */
    static Behaviour saying(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Void accept() throws IOException {
        while (!socket.isClosed()) {
            Socket connection = socket.accept();
            connections.incrementAndGet();
            var unused = threads.submit(() -> serve(connection));
        }
        return null;
    }

    private void serve(Socket connection) {
        try (connection) {
            request = head(connection.getInputStream());
            behaviour.answer(connection.getOutputStream());
            connection.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the other side has gone, as most tests want it to
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many connected. */
    int connections() {
        return connections.get();
    }

    /** The head of the last request. */
    String request() {
        return request;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
