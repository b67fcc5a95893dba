package io.aim.keycloak.benchmark.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * What to send.
 *
 * @param address the server
 * @param requests finished requests, each of which is sent at most once
 * @param connections how many requests are under way at any time
 * @param duration when to stop; it stops earlier where the requests run out
 * @param expectedStatus the status of a good answer
 */
public record Load(
        InetSocketAddress address, List<byte[]> requests, int connections, Duration duration, int expectedStatus) {}
