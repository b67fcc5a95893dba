package io.aim.keycloak.spi.audit;

import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.audit.tree.TreeHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The Merkle tree (RFC 9162) over the events of one realm. A leaf outlives its event. */
public interface AuditTree {

    /**
     * Gives numbers to events that have none yet, without gaps and in the order of their ids. Whoever calls this at the
     * same moment on another node waits until this transaction ends.
     *
     * @param max most events to take
     * @return how many got a number
     */
    int sequence(int max);

    /** The tree as it is now. */
    Frontier frontier();

    /** Number of an event's leaf; empty as long as it has none. */
    OptionalLong sequenceNumber(String eventId);

    /** Hash of the leaf with that number. */
    Optional<TreeHash> leaf(long seq);

    /** Leaves with numbers from {@code from} to {@code to} exclusive, with their events, in order. */
    List<AuditTreeRow> rows(long from, long to);

    /**
     * Numbers of the perfect subtrees of that height in which a search finds events, in order. A search by time alone
     * goes by the leaves, so that no event leaves it by a change of its row.
     *
     * @param size only leaves of a tree of that size
     */
    List<Long> subtreesWith(AuditQuery query, int height, long size);

    /**
     * Roots of the perfect subtrees with numbers from {@code from} to {@code to} exclusive, in order; empty if not all of
     * them are there.
     *
     * @param height a positive multiple of 8
     */
    List<TreeHash> subtrees(int height, long from, long to);

    /**
     * Events that a search finds and that have neither a number nor wait for one.
     *
     * @param from where that part of the trail begins; null for its beginning
     */
    UnprovenEvents unproven(AuditQuery query, @Nullable Instant from);

    /**
     * Inclusion proof (RFC 9162 §2.1.3).
     *
     * @throws IllegalArgumentException unless {@code 0 <= seq < size <= } size of the tree
     */
    List<TreeHash> inclusionProof(long seq, long size);

    /**
     * Consistency proof (RFC 9162 §2.1.4).
     *
     * @throws IllegalArgumentException unless {@code 0 <= first <= second <= } size of the tree
     */
    List<TreeHash> consistencyProof(long first, long second);

    /** Keeps a checkpoint; one that is there for the same size stays. */
    void addCheckpoint(StoredCheckpoint checkpoint);

    /** The checkpoint of the largest tree. */
    Optional<StoredCheckpoint> latestCheckpoint();

    /** The checkpoint of the tree of exactly that size. */
    Optional<StoredCheckpoint> checkpoint(long size);

    /**
     * Checkpoints, the largest tree first.
     *
     * @param below only trees smaller than this
     * @param max how many
     */
    List<StoredCheckpoint> checkpoints(@Nullable Long below, int max);

    /**
     * Checkpoints, the smallest tree first.
     *
     * @param above only trees larger than this
     * @param max how many
     */
    List<StoredCheckpoint> checkpointsAfter(long above, int max);
}
