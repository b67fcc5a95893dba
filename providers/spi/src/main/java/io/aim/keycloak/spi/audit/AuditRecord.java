package io.aim.keycloak.spi.audit;

import io.aim.keycloak.core.audit.SealedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A stored event.
 *
 * @param position where it stands
 * @param sealed the event and what is left of its personal data; null if the row holds no event any more
 * @param unreadable what of the row nobody can read; null if all can be
 * @param seq number in the realm's Merkle tree, from 0; null for the moments until it has one
 * @param unproven whether it has no number and waits for none: the server did not write it
 */
public record AuditRecord(
        AuditPosition position,
        @Nullable SealedEvent sealed,
        @Nullable String unreadable,
        @Nullable Long seq,
        boolean unproven) {}
