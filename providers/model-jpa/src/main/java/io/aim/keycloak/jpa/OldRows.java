package io.aim.keycloak.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;

/** Removes rows that are kept no longer, a batch at a time. */
public final class OldRows {

    private OldRows() {}

    /**
     * Removes what the query finds, and says how many; rows that somebody else has locked are left for another time.
     *
     * @param old has the batch's size as its limit
     * @param delete deletes rows with the parameter {@code ids}
     */
    public static <E> int remove(EntityManager em, TypedQuery<E> old, Function<E, String> id, Query delete) {
        List<E> found = old.setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                .getResultList();
        found.forEach(em::detach); // the statement goes past them
        return found.isEmpty()
                ? 0
                : delete.setParameter("ids", found.stream().map(id).toList()).executeUpdate();
    }
}
