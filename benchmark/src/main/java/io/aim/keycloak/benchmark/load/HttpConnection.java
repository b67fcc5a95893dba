package io.aim.keycloak.benchmark.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One persistent HTTP/1.1 connection that sends finished requests. It does no more than a token endpoint asks for, so
 * that little of a measured time is its own.
 */
public final class HttpConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int BUFFER = 16 * 1024;
    private static final int BODY_MAX = 1 << 20;

    private final InetSocketAddress address;
    private final byte[] buffer = new byte[BUFFER];
    private Socket socket;
    private int position;
    private int limit;
    private long reopened;

    /** Opens it. */
    public HttpConnection(InetSocketAddress address) throws IOException {
        this.address = address;
        open();
    }

    /** Sends a request with all its headers and reads the whole response. */
    public HttpAnswer exchange(byte[] request) throws IOException {
        if (socket.isClosed()) {
            open();
            reopened++;
        }
        socket.getOutputStream().write(request);
        int status = statusOf(readLine());
        long length = 0;
        boolean chunked = false;
        boolean closing = false;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).trim();
            switch (line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Long.parseLong(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> closing = value.equalsIgnoreCase("close");
                default -> {}
            }
        }
        byte[] body = chunked ? readChunks() : readFully(new byte[0], length);
        if (closing) {
            socket.close();
        }
        return new HttpAnswer(status, body);
    }

    /** How often the server closed the connection, so that it was opened anew. */
    long reopened() {
        return reopened;
    }

    private void open() throws IOException {
        position = 0;
        limit = 0;
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(address, TIMEOUT_MILLIS);
    }

    private static int statusOf(String line) throws IOException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new IOException("not an HTTP/1.1 response: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private byte[] readChunks() throws IOException {
        byte[] body = new byte[0];
        while (true) {
            String line = readLine();
            int extension = line.indexOf(';');
            int length = Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
            if (length == 0) {
                skipTrailers();
                return body;
            }
            body = readFully(body, length);
            readLine();
        }
    }

    private void skipTrailers() throws IOException {
        while (!readLine().isEmpty()) {
            // their content does not matter
        }
    }

    /** The given bytes followed by as many more from the connection. */
    private byte[] readFully(byte[] start, long length) throws IOException {
        if (start.length + length > BODY_MAX) {
            throw new IOException("a response of more than " + BODY_MAX + " bytes");
        }
        byte[] all = new byte[start.length + (int) length];
        System.arraycopy(start, 0, all, 0, start.length);
        int filled = start.length;
        while (filled < all.length) {
            fillIfEmpty();
            int count = Math.min(all.length - filled, limit - position);
            System.arraycopy(buffer, position, all, filled, count);
            position += count;
            filled += count;
        }
        return all;
    }

    private String readLine() throws IOException {
        StringBuilder other = null;
        while (true) {
            fillIfEmpty();
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            String part = new String(buffer, position, end - position, StandardCharsets.ISO_8859_1);
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (complete) {
                String line = other == null ? part : other.append(part).toString();
                return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            }
            other = other == null ? new StringBuilder(part) : other.append(part);
            if (other.length() > BUFFER) {
                throw new IOException("a header line of more than " + BUFFER + " bytes");
            }
        }
    }

    private void fillIfEmpty() throws IOException {
        if (position == limit) {
            InputStream in = socket.getInputStream();
            int count = in.read(buffer, 0, buffer.length);
            if (count < 0) {
                throw new EOFException("the server closed the connection within a response");
            }
            position = 0;
            limit = count;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
