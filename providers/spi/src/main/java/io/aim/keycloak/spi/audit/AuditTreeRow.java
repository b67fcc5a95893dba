package io.aim.keycloak.spi.audit;

import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.core.audit.tree.TreeHash;
import org.jspecify.annotations.Nullable;

/**
 * A leaf and its event.
 *
 * @param seq number of the leaf
 * @param hash recorded hash
 * @param event the event as it is stored now; null once it is removed, and if its row cannot be read
 * @param unreadable what of the leaf or of the event's row nobody can read; null if all can be
 */
public record AuditTreeRow(
        long seq,
        TreeHash hash,
        @Nullable SealedEvent event,
        @Nullable String unreadable) {}
