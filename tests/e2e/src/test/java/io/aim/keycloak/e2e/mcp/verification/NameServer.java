package io.aim.keycloak.e2e.mcp.verification;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server that knows TXT records and nothing else (RFC 1035 §4), on UDP. Names that begin with silent get no answer. */
final class NameServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int TXT = 16;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();

    NameServer() throws IOException {
        Thread thread = new Thread(this::serve, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    void put(String name, String... texts) {
        records.put(name, List.of(texts));
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                int end = HEADER;
                StringBuilder name = new StringBuilder();
                while (buffer[end] != 0) {
                    name.append(name.isEmpty() ? "" : ".")
                            .append(new String(buffer, end + 1, buffer[end], StandardCharsets.US_ASCII));
                    end += buffer[end] + 1;
                }
                if (!name.toString().startsWith("silent")) {
                    byte[] answer = answer(buffer, end + 5, records.get(name.toString()));
                    socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
                }
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    /** Header and question as they came, and an answer that points to the name in the question. */
    private static byte[] answer(byte[] query, int questionEnd, List<String> texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(query, 0, 2);
        out.writeShort(0x8180 | (texts == null ? NO_SUCH_NAME : 0));
        out.writeShort(1);
        out.writeShort(texts == null ? 0 : texts.size());
        out.writeInt(0);
        out.write(query, HEADER, questionEnd - HEADER);
        for (String text : texts == null ? List.<String>of() : texts) {
            byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
            out.writeShort(0xC000 | HEADER);
            out.writeShort(TXT);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(ascii.length + 1);
            out.writeByte(ascii.length);
            out.write(ascii);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
