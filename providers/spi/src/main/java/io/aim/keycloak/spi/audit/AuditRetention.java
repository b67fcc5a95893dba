package io.aim.keycloak.spi.audit;

import io.aim.keycloak.core.audit.AuditCategory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long the events of one realm are kept. Leaves of the tree stay for good, so what remains still verifies. */
public interface AuditRetention {

    /** Days for every category; the category's default where the realm has no setting. */
    Map<AuditCategory, Integer> days();

    /** Keeps events of that category for that many days, from the next removal on. */
    void setDays(AuditCategory category, int days);

    /** The holds, oldest first. */
    List<LegalHold> holds();

    /** Adds a hold. */
    void place(LegalHold hold);

    /** Takes a hold away, and answers what it was; empty if there is none with that id. */
    Optional<LegalHold> release(String id);

    /** Whether a hold names that subject, or holds events whoever they are about. */
    boolean isHeld(String subjectId);

    /**
     * Removes events of a category whose time is over and that no hold keeps.
     *
     * @param max most events to remove
     * @return how many were removed
     */
    int removeExpired(AuditCategory category, Instant now, int max);

    /** Makes the personal data of a user unreadable in all events of the realm, now and for good. */
    void erase(String userId);
}
