package io.aim.keycloak.spi.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Store of agents. Every method works in the session's transaction and sees one realm only: an id of another realm is
 * not found.
 */
public interface AgentProvider extends Provider {

    /** Most agents that a search counts: a list costs the same in a large realm. */
    int COUNT_LIMIT = 1_000;

    /**
     * Stores a new agent in status {@code pending}. The row is written at once, so that of two concurrent registrations
     * of one name the second fails here.
     *
     * @throws org.keycloak.models.ModelDuplicateException if the name or the key's thumbprint is taken in the realm
     */
    AgentModel create(RealmModel realm, NewAgent agent);

    /** The agent with that id; whatever text a caller sends may be looked up. */
    Optional<AgentModel> getById(RealmModel realm, String id);

    /** The agent with that id, locked until the transaction ends, as the database holds it now. */
    Optional<AgentModel> getByIdForUpdate(RealmModel realm, String id);

    /** Locks the row of an agent until the transaction ends, and reads nothing else of it; false if there is none. */
    boolean lock(RealmModel realm, String id);

    /** The agent that owns that client. */
    Optional<AgentModel> getByClient(RealmModel realm, String clientUuid);

    /** Whether the name is taken in the realm. */
    boolean nameExists(RealmModel realm, String name);

    /** Whether a key with that thumbprint is registered in the realm, in whatever state, or was ever revoked in it. */
    boolean keyExists(RealmModel realm, String thumbprint);

    /**
     * The thumbprint is never accepted in the realm again, as if a revoked key of an agent had it.
     *
     * @param holderId id of who had the key
     */
    void banKey(RealmModel realm, String thumbprint, String holderId);

    /** The agent with that name. */
    Optional<AgentModel> getByName(RealmModel realm, String name);

    /**
     * Notes when agents got a token; earlier times than those known change nothing.
     *
     * @param seen time by agent id
     */
    void noteSeen(Map<String, Instant> seen);

    /** Agents of which that user is asked to become owner or sponsor, in the order of their names. */
    List<AgentModel> offeredTo(RealmModel realm, String userId);

    /** Agents of all realms with something due by that time; see {@link AgentDue}. */
    List<AgentDue> due(AgentDue.Kind kind, Instant now, int max);

    /** Agents of all realms with an active key that expires by {@code before} and was not noticed for so few days yet. */
    List<AgentDue> dueForExpiryNotice(Instant before, int days, int max);

    /** Ids of the realms that have verified agents. */
    List<String> realmsWithVerifiedAgents();

    /** User ids of the sponsors of the realm's verified agents. */
    Set<String> sponsors(RealmModel realm);

    /**
     * Verified agents of the realm that nobody sponsors.
     *
     * @param missing user ids that do not count
     * @param noticedBefore agents for which this was noticed later are left out
     */
    List<String> withoutSponsor(RealmModel realm, Set<String> missing, Instant noticedBefore, int max);

    /** Agents of the realm for which a missing sponsor was noticed, but whose sponsor is not among {@code missing}. */
    List<String> withSponsorAgain(RealmModel realm, Set<String> missing, int max);

    /** A page of agents in the order of their names. */
    AgentPage search(RealmModel realm, AgentQuery query);

    /** What belongs to the agent elsewhere was changed: its snapshot is stale on every node. */
    void changed(RealmModel realm, String agentId);

    /** Removes the agent's rows. The backing client is the caller's business. */
    void remove(RealmModel realm, AgentModel agent);

    /** Everything that the token path needs to know of the agent that owns that client, read from the database. */
    Optional<AgentSnapshot> snapshot(RealmModel realm, String clientUuid);

    /**
     * The change stamps of realms. A realm's stamp grows with every committed change that makes a snapshot stale; stamps
     * become visible in their own order, and together with the change.
     *
     * @param realmIds ids to look up
     * @return stamp by realm id; realms without any change are absent
     */
    Map<String, Long> stamps(Set<String> realmIds);

    /** Which agents changed in the realm after that stamp, up to the newest stamp visible now. */
    AgentChanges changesSince(String realmId, long stamp);
}
