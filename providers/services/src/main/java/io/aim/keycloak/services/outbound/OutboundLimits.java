package io.aim.keycloak.services.outbound;

import java.time.Duration;

/**
 * What a host may cost.
 *
 * @param connect longest wait for a connection to one address, and again for each step of the TLS handshake
 * @param read longest silence while it answers
 * @param total longest time for everything
 * @param maxBytes longest answer
 */
public record OutboundLimits(Duration connect, Duration read, Duration total, int maxBytes) {}
