package io.aim.keycloak.services.outbound;

import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.core.outbound.OutboundFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;
import org.apache.http.protocol.HttpContext;

/**
 * The sockets of one request. Each asks once more before it connects, goes through no proxy, and is closed under
 * whoever waits for it when the request ends.
 */
final class CheckedSockets implements AutoCloseable {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Check check;
    private final SSLContext tls;

    /** Under the TLS sockets too: closing those may wait for the other side. */
    private final List<Socket> sockets = new ArrayList<>();

    private boolean closed;

    /** Refuses addresses. */
    @FunctionalInterface
    interface Check {
        void require(InetAddress address) throws OutboundException;
    }

    CheckedSockets(Check check, SSLContext tls) {
        this.check = check;
        this.tls = tls;
    }

    /** For an HTTP client. */
    Registry<ConnectionSocketFactory> factories() {
        return RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", new Plain())
                .register("https", new Tls())
                .build();
    }

    private synchronized Socket open() throws IOException {
        if (closed) {
            throw new OutboundException(OutboundFailure.TIMEOUT, "The host took too long");
        }
        Socket socket = new Socket(Proxy.NO_PROXY);
        sockets.add(socket);
        return socket;
    }

    /** Ends whatever the sockets are at. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("a socket that cannot be closed", e);
            }
        }
    }

    private final class Plain extends PlainConnectionSocketFactory {

        @Override
        public Socket createSocket(HttpContext context) throws IOException {
            return open();
        }

        @Override
        public Socket connectSocket(
                int timeout,
                Socket socket,
                HttpHost host,
                InetSocketAddress remote,
                InetSocketAddress local,
                HttpContext context)
                throws IOException {
            check.require(remote.getAddress());
            return super.connectSocket(timeout, socket, host, remote, local, context);
        }
    }

    private final class Tls extends SSLConnectionSocketFactory {

        Tls() {
            super(tls, PROTOCOLS, null, new DefaultHostnameVerifier(PublicSuffixMatcherLoader.getDefault()));
        }

        @Override
        public Socket createSocket(HttpContext context) throws IOException {
            return open();
        }

        @Override
        public Socket connectSocket(
                int timeout,
                Socket socket,
                HttpHost host,
                InetSocketAddress remote,
                InetSocketAddress local,
                HttpContext context)
                throws IOException {
            check.require(remote.getAddress());
            return super.connectSocket(timeout, socket, host, remote, local, context);
        }
    }
}
