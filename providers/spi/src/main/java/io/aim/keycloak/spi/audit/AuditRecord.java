package io.aim.keycloak.spi.audit;

import io.aim.keycloak.core.audit.SealedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A stored event.
 *
 * @param sealed the event and what is left of its personal data
 * @param seq number in the realm's Merkle tree, from 0; null for the moments until it has one
 */
public record AuditRecord(SealedEvent sealed, @Nullable Long seq) {}
