package io.aim.keycloak.spi.audit;

import java.time.Instant;

/**
 * A signed head of a realm's tree.
 *
 * @param size number of leaves
 * @param createdAt when it was signed
 * @param note C2SP signed note
 * @param verifierKey C2SP verifier key of the signature
 */
public record StoredCheckpoint(long size, Instant createdAt, String note, String verifierKey) {}
