package io.aim.keycloak.spi.capability;

import io.aim.keycloak.core.capability.CapabilityType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Store of capabilities. Every method works in the session's transaction and sees one realm only, unless it says
 * otherwise. A change of an agent's grants makes the agent's snapshot stale on every node.
 */
public interface CapabilityProvider extends Provider {

    /** The type of that name, core or of the realm. */
    Optional<CapabilityType> findType(RealmModel realm, String name);

    /** The type of the realm, locked until the transaction ends: whoever grants it or removes it waits. */
    Optional<CapabilityType> lockType(RealmModel realm, String name);

    /** The realm's own types in the order of their names. */
    List<CapabilityType> customTypes(RealmModel realm);

    /** Adds a type; a name that is taken meanwhile is a {@link org.keycloak.models.ModelDuplicateException}. */
    void createType(RealmModel realm, CapabilityType type);

    /** Stores what changed of a type of the realm. */
    void saveType(RealmModel realm, CapabilityType type);

    void removeType(RealmModel realm, String name);

    /** Whether an agent of the realm has that capability. */
    boolean isGranted(RealmModel realm, String capability);

    /** Adds a grant. */
    void createGrant(RealmModel realm, CapabilityGrant grant);

    /** The grant with that id; whatever text a caller sends may be looked up. */
    Optional<CapabilityGrant> getGrant(RealmModel realm, String id);

    /** Grants of an agent in the order of capability and time, those that have ended included. */
    List<CapabilityGrant> grantsOf(RealmModel realm, String agentId);

    /** Removes the grant; false if it is gone already. */
    boolean removeGrant(RealmModel realm, CapabilityGrant grant);

    /** Notes when grants were used; earlier times than those known change nothing. No snapshot gets stale by it. */
    void noteUsed(Map<String, Instant> usedById);

    /**
     * Grants that were made before {@code since} and not used after it, in the order of their ids.
     *
     * @param after id after which the page begins, or null
     */
    CapabilityPage<CapabilityGrant> unusedSince(RealmModel realm, Instant since, @Nullable String after, int max);

    /** Grants of all realms that have ended by that time. */
    List<CapabilityGrant> ended(Instant now, int max);

    /** Adds a request. */
    void createRequest(CapabilityRequest request);

    /** The request with that id; whatever text a caller sends may be looked up. */
    Optional<CapabilityRequest> getRequest(RealmModel realm, String id);

    /** The request as it is now, locked until the transaction ends. */
    Optional<CapabilityRequest> lockRequest(RealmModel realm, String id);

    /** Stores the decision on a request that is locked. */
    void saveRequest(CapabilityRequest request);

    /** A page of requests, newest first. */
    CapabilityPage<CapabilityRequest> searchRequests(RealmModel realm, CapabilityRequestQuery query);

    /**
     * Removes requests that were decided or taken back before that time: the oldest, at most so many. Says how many; what
     * somebody else works on is left for another time.
     */
    int removeRequestsBefore(RealmModel realm, Instant before, int max);

    /** Requests for an agent that nobody decided on yet; those that somebody just decides on are waited for. */
    List<CapabilityRequest> lockPendingRequests(RealmModel realm, String agentId);
}
