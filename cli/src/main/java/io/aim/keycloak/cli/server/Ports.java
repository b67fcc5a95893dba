package io.aim.keycloak.cli.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback interface. */
public final class Ports {
    /** JGroups adds 50000 to its port for failure detection, so the port must stay below 15536. */
    private static final int JGROUPS_LOW = 10_000;

    private static final int JGROUPS_HIGH = 15_500;

    private Ports() {}

    /** A port that nobody used at the moment of asking. */
    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether a server could listen on the port. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException busy) {
            return false;
        }
    }

    /** A free port for the cluster transport of one node. */
    public static int forJGroups() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(JGROUPS_LOW, JGROUPS_HIGH);
            if (isFree(port)) {
                return port;
            }
        }
    }
}
