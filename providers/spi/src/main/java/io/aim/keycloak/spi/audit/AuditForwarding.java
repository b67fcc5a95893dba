package io.aim.keycloak.spi.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Forwarding of one realm's trail. Whoever forwards claims it for a time, sends without a transaction, and then says how
 * that went. A claim ends with that word, with its time, and with every change of the settings; what is said under a claim
 * that has ended is without effect. Two senders are therefore possible, for instance where clocks differ, and send the
 * same events; none is left out.
 */
public interface AuditForwarding {

    /** Settings and state; empty for a realm whose trail is not forwarded. */
    Optional<ForwardingState> get();

    /** Sets where to and from which number on, and forgets errors. */
    void set(ForwardingSettings settings, long next);

    /** Ends the forwarding; whether there was one. */
    boolean remove();

    /**
     * Claims the forwarding, unless it is disabled, claimed, or to be left alone for now.
     *
     * @param claim a name that no other claim has
     * @param until when the claim ends by itself
     */
    Optional<ForwardingState> claim(String claim, Instant now, Instant until);

    /** All events below {@code next} have been sent. */
    boolean sent(String claim, long next, Instant now);

    /** Sending did not succeed; it is to be left alone until {@code retryAt}. */
    boolean failed(String claim, String error, Instant now, Instant retryAt);
}
