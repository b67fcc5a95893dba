package io.aim.keycloak.core.audit.syslog;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection to a syslog receiver over TLS (RFC 5425) or plain TCP (RFC 6587), with octet counting. Over TLS the
 * receiver's certificate must be trusted and must be for the host name.
 *
 * <p>Syslog has no acknowledgement. A {@link #send} that returns has handed all octets to the operating system; what was
 * on the way when a connection broke may be lost, and after a failed {@link #send} any number of its messages may have
 * arrived. The strongest that there is is {@link #finish}: the receiver has read everything. After an exception the
 * connection is closed. Not safe for use by several threads at once.
 */
public final class SyslogConnection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    /** What {@link #send} may leave to the operating system. */
    private static final int IN_FLIGHT = 128 * 1024;

    /** How long what was sent has to arrive before the end: that many times the time that connecting took, or more. */
    private static final int ROUND_TRIPS = 3;

    private static final int SETTLE_MILLIS = 50;

    /** How long to listen for the receiver's farewell; whatever has arrived is there without waiting. */
    private static final int LISTEN_MILLIS = 1;

    private final SyslogEndpoint endpoint;

    /** Under the TLS socket too: closing it ends a write at once, which closing a TLS socket does not. */
    private final Socket plain;

    private final Socket socket;
    private final OutputStream out;
    private final long settleNanos;

    private SyslogConnection(SyslogEndpoint endpoint, Socket plain, Socket socket, long connectNanos)
            throws IOException {
        this.endpoint = endpoint;
        this.plain = plain;
        this.socket = socket;
        this.settleNanos = Math.max(ROUND_TRIPS * connectNanos, TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS));
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /**
     * Connects. Looking up the host name is not within the timeout.
     *
     * @throws SocketTimeoutException if the connection or the TLS handshake takes longer than allowed
     * @throws javax.net.ssl.SSLException if the receiver's certificate is not trusted or is for another host
     * @throws IOException if there is no connection for another reason
     */
    public static SyslogConnection open(SyslogEndpoint endpoint) throws IOException {
        int timeout = Math.toIntExact(endpoint.connectTimeout().toMillis());
        Socket plain = new Socket();
        try {
            plain.setSendBufferSize(IN_FLIGHT);
            InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
            long start = System.nanoTime();
            plain.connect(address, timeout);
            long connectNanos = System.nanoTime() - start;
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            SSLContext tls = endpoint.tls();
            Socket socket = tls == null ? plain : handshake(tls, plain, endpoint);
            socket.setSoTimeout(LISTEN_MILLIS);
            return new SyslogConnection(endpoint, plain, socket, connectNanos);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket handshake(SSLContext tls, Socket plain, SyslogEndpoint endpoint) throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        // RFC 6125 names in the certificate, as for HTTPS: Java has no algorithm of that kind for syslog
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        within(endpoint.connectTimeout().toMillis(), plain, "The TLS handshake took too long", socket::startHandshake);
        return socket;
    }

    /**
     * Sends messages, in their order, and flushes.
     *
     * @throws SocketTimeoutException if the receiver does not take them in time
     * @throws IOException if the receiver has closed the connection, as far as that is known here, or the connection is
     *     broken
     */
    public void send(List<SyslogMessage> messages) throws IOException {
        try {
            within(endpoint.writeTimeout().toMillis(), plain, "The receiver does not take messages", () -> {
                requireOpen();
                for (SyslogMessage message : messages) {
                    out.write(message.framed());
                }
                out.flush();
            });
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** A receiver never says anything, so the only news there can be is that it has closed the connection. */
    private void requireOpen() throws IOException {
        byte[] unexpected = new byte[8192];
        try {
            if (socket.getInputStream().read(unexpected) < 0) {
                throw new IOException("The receiver has closed the connection");
            }
        } catch (SocketTimeoutException nothingHeard) {
            // that is how an open connection looks
        }
    }

    /**
     * Lets what was sent arrive, says that nothing more follows, waits until the receiver has closed its side too, and
     * closes. A receiver that closes then has read everything: one that closes or dies with octets unread resets the
     * connection, which is an exception here, as is a receiver that closes first. Whether it has kept what it read, TCP
     * does not tell. Over TLS the end of the connection without the receiver's {@code close_notify} is enough, as common
     * receivers send none.
     *
     * @throws SocketTimeoutException if the receiver does not close in time
     * @throws IOException if the receiver closed first, or the connection broke
     */
    public void finish() throws IOException {
        try {
            within(
                    endpoint.writeTimeout().toMillis(),
                    plain,
                    "The receiver does not close the connection when the sender does",
                    this::awaitEnd);
        } finally {
            plain.close();
        }
    }

    private void awaitEnd() throws IOException {
        settle();
        socket.setSoTimeout(0); // the deadline ends it
        socket.shutdownOutput();
        if (!plain.isOutputShutdown()) {
            plain.shutdownOutput();
        }
        byte[] unexpected = new byte[8192];
        int heard = 0;
        while (heard >= 0) {
            heard = socket.getInputStream().read(unexpected);
        }
    }

    /** A receiver that closes while octets are on the way to it may not have read them, and its farewell looks the same. */
    private void settle() throws IOException {
        long end = System.nanoTime() + settleNanos;
        for (long left = settleNanos; left > 0; left = end - System.nanoTime()) {
            socket.setSoTimeout(Math.toIntExact(1 + TimeUnit.NANOSECONDS.toMillis(left)));
            requireOpen();
        }
    }

    /** Takes leave of the receiver if it listens in time, and closes. */
    @Override
    public void close() throws IOException {
        try {
            within(endpoint.writeTimeout().toMillis(), plain, "The receiver does not take leave", socket::close);
        } finally {
            plain.close();
        }
    }

    private static void within(long millis, Socket plain, String late, Step step) throws IOException {
        try (Deadline deadline = Deadline.closing(plain, millis)) {
            try {
                step.run();
            } catch (IOException e) {
                if (!deadline.missed()) {
                    throw e;
                }
                SocketTimeoutException timeout = new SocketTimeoutException(late);
                timeout.initCause(e);
                throw timeout;
            }
        }
    }

    /** Something that the end of the connection ends. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
