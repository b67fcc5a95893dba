package io.aim.keycloak.spi.audit;

import java.time.Instant;
import java.util.OptionalLong;

/** How far one anchor has got with the checkpoints of one realm. Claims are as those of {@link AuditForwarding}. */
public interface AuditAnchoring {

    /**
     * Claims the work, unless it is claimed or to be left alone for now.
     *
     * @param claim a name that no other claim has
     * @param until when the claim ends by itself
     * @return size of the largest tree whose checkpoint the anchor keeps; 0 for none
     */
    OptionalLong claim(String claim, Instant now, Instant until);

    /** Failures in a row. */
    int failures();

    /** The anchor keeps the checkpoints of trees up to that size; the claim ends. */
    boolean kept(String claim, long size, Instant now);

    /** The anchor keeps those up to that size and not the next one; it is to be left alone until {@code retryAt}. */
    boolean failed(String claim, long size, String error, Instant now, Instant retryAt);
}
