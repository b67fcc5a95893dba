package io.aim.keycloak.spi.audit;

import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Store of audit events. Nothing in this interface changes an event, and what removes events at the end of their
 * retention leaves their hashes in the tree. Every method works in the session's transaction.
 */
public interface AuditProvider extends Provider {

    /** Most events without a number that are counted. */
    int PENDING_LIMIT = 100_000;

    /** Most events that a search counts. */
    int COUNT_LIMIT = 10_000;

    /**
     * Lets statements of this transaction fail that would have to wait longer than that, where the store can.
     *
     * @return cuts the transaction's connection, for another thread, should even the failure not arrive
     */
    Runnable limitWaiting(Duration limit);

    /** Adds events, which may belong to several realms. */
    void append(Collection<AuditEvent> events);

    /** Adds those events whose ids are not there yet. */
    void appendMissing(Collection<AuditEvent> events);

    /** The event with that id. */
    Optional<AuditRecord> get(RealmModel realm, String id);

    /**
     * A page of events, newest first.
     *
     * @param after the event after which the page begins
     * @param max size of the page
     */
    AuditPage search(RealmModel realm, AuditQuery query, @Nullable AuditPosition after, int max);

    /** The Merkle tree of a realm. */
    AuditTree tree(RealmModel realm);

    /** How long the events of a realm are kept. */
    AuditRetention retention(RealmModel realm);

    /** Where the events of a realm are forwarded to. */
    AuditForwarding forwarding(RealmModel realm);

    /** What the anchor of that id has got of a realm's checkpoints. */
    AuditAnchoring anchoring(RealmModel realm, String anchor);

    /** Ids of realms with checkpoints that the anchor of that id has not got, and the size of the tree that it has got. */
    Map<String, Long> realmsToAnchor(String anchor);

    /** Ids of realms with events to forward that nobody has claimed and that are not to be left alone. */
    List<String> realmsToForward(Instant now);

    /** Number of events, of all realms that forward theirs, that have a number and that the receiver has not got yet. */
    long toForward();

    /**
     * Removes whole months of a category whose time is over in every realm and that no hold touches, where the store can
     * do that cheaply.
     *
     * @return number of events removed, by realm id
     */
    Map<String, Long> dropExpired(AuditCategory category, Instant now);

    /** Ids of realms with events that have no number in their tree yet. */
    List<String> realmsToSequence();

    /** Ids of realms with an event from before that time that has no number in its tree yet. */
    List<String> realmsWaitingSince(Instant before);

    /**
     * Ids of realms whose tree has grown since its latest checkpoint, unless that was made between those times; one from
     * the future was made before the clock was set back.
     */
    List<String> realmsToCheckpoint(Instant from, Instant to);

    /** Number of events, of all realms, that have no number in their tree yet; counting ends at PENDING_LIMIT. */
    long pending();

    /** Prepares the store for events up to some months after {@code now}; repeating it changes nothing. */
    void prepareAhead(Instant now);
}
