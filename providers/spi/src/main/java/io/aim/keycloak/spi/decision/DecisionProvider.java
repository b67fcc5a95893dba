package io.aim.keycloak.spi.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Store of decisions and violations. Every method works in the session's transaction and sees one realm only, unless it
 * says otherwise.
 */
public interface DecisionProvider extends Provider {

    /** Most decisions that a search counts. */
    int COUNT_LIMIT = 10_000;

    /**
     * Adds a decision, and the violation that it found. It is written no later than the transaction's end, together with
     * whatever else the transaction adds.
     */
    void record(RecordedDecision decision, @Nullable Violation violation);

    /** The decision with that id; whatever text a caller sends may be looked up. */
    Optional<RecordedDecision> get(RealmModel realm, String id);

    /** The decision as it is now, locked until the transaction ends. */
    Optional<RecordedDecision> lock(RealmModel realm, String id);

    /** Stores status, approval and result of a decision that is locked. */
    void save(RecordedDecision decision);

    /** A page of decisions, newest first. */
    DecisionPage<RecordedDecision> search(RealmModel realm, DecisionQuery query);

    /**
     * Decisions of the realm since then, oldest first, of which only some are in memory at a time; it ends with what was
     * there when it was begun. Close it.
     */
    Stream<RecordedDecision> since(RealmModel realm, Instant since);

    /**
     * Decisions that rested on a grant since then: allowed, or waiting for a person, or approved. Counting ends at the limit.
     */
    long usesOfGrant(RealmModel realm, String grantId, Instant since, long limit);

    /** Decisions about an agent since then, whatever came of it. Counting ends at the limit. */
    long actions(RealmModel realm, String agentId, Instant since, long limit);

    /** Bytes of the actions of an agent since then that were allowed. */
    long bytes(RealmModel realm, String agentId, Instant since);

    /** The violations of the realm. */
    ViolationStore violations(RealmModel realm);

    /** Ids of realms that have decisions. */
    List<String> realms();

    /** Ids of decisions that wait for a person who did not come in time. */
    List<String> overdue(RealmModel realm, Instant now, int max);

    /** Removes the oldest decisions and violations of before that time, some of each; says how many. */
    int removeBefore(RealmModel realm, Instant before, int max);
}
