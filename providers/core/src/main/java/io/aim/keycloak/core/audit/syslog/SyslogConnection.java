package io.aim.keycloak.core.audit.syslog;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection to a syslog receiver over TLS (RFC 5425) or plain TCP (RFC 6587), with octet counting. Over TLS the
 * receiver's certificate must be trusted and must be for the host name.
 *
 * <p>Syslog has no acknowledgement. A {@link #send} that returns has handed all octets to the operating system; what was
 * on the way when a connection broke may be lost, and after a failed {@link #send} any number of its messages may have
 * arrived. After an exception the connection is closed. Not safe for use by several threads at once.
 */
public final class SyslogConnection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    /** How long to listen for the receiver's farewell; whatever has arrived is there without waiting. */
    private static final int LISTEN_MILLIS = 1;

    private final SyslogEndpoint endpoint;

    /** Under the TLS socket too: closing it ends a write at once, which closing a TLS socket does not. */
    private final Socket plain;

    private final Socket socket;
    private final OutputStream out;

    private SyslogConnection(SyslogEndpoint endpoint, Socket plain, Socket socket) throws IOException {
        this.endpoint = endpoint;
        this.plain = plain;
        this.socket = socket;
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
            plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), timeout);
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            SSLContext tls = endpoint.tls();
            Socket socket = tls == null ? plain : handshake(tls, plain, endpoint);
            socket.setSoTimeout(LISTEN_MILLIS);
            return new SyslogConnection(endpoint, plain, socket);
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
