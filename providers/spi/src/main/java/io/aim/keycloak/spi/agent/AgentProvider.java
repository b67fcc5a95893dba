package io.aim.keycloak.spi.agent;

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

    /** The agent that owns that client. */
    Optional<AgentModel> getByClient(RealmModel realm, String clientUuid);

    /** Whether the name is taken in the realm. */
    boolean nameExists(RealmModel realm, String name);

    /** Whether a key with that thumbprint is registered in the realm, in whatever state. */
    boolean keyExists(RealmModel realm, String thumbprint);

    /** A page of agents in the order of their names. */
    AgentPage search(RealmModel realm, AgentQuery query);

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
