package io.aim.keycloak.spi.audit;

import io.aim.keycloak.core.audit.AuditEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Store of audit events. It only ever adds: nothing in this interface changes an event. Every method works in the session's transaction.
 */
public interface AuditProvider extends Provider {

    /** Most events that a search counts. */
    int COUNT_LIMIT = 10_000;

    /** Adds events, which may belong to several realms. */
    void append(Collection<AuditEvent> events);

    /** Adds those events whose ids are not there yet. */
    void appendMissing(Collection<AuditEvent> events);

    /** The event with that id. */
    Optional<AuditRecord> get(RealmModel realm, String id);

    /**
     * A page of events, newest first.
     *
     * @param after id of the event after which the page begins
     * @param max size of the page
     */
    AuditPage search(RealmModel realm, AuditQuery query, @Nullable String after, int max);

    /** The Merkle tree of a realm. */
    AuditTree tree(RealmModel realm);

    /** Ids of realms with events that have no number in their tree yet. */
    List<String> realmsToSequence();

    /** Ids of realms whose tree has grown since its latest checkpoint, if that was made before {@code time}. */
    List<String> realmsToCheckpoint(Instant time);

    /** Number of events, of all realms, that have no number in their tree yet. */
    long pending();

    /** Prepares the store for events up to some months after {@code now}; repeating it changes nothing. */
    void prepareAhead(Instant now);
}
