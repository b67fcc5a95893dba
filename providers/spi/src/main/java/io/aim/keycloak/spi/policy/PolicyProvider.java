package io.aim.keycloak.spi.policy;

import io.aim.keycloak.core.policy.Policy;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Store of security policies. Every method works in the session's transaction and sees one realm only. A change counts
 * on every node as soon as it is committed.
 */
public interface PolicyProvider extends Provider {

    /**
     * The policies that decisions ask, highest priority first. Made for the path of every decision: as long as nothing
     * changes it costs a look-up of one row by its key.
     */
    List<Policy> enabled(RealmModel realm);

    /** All policies of the realm, highest priority first. */
    List<SecurityPolicy> all(RealmModel realm);

    /** The policy with that id; whatever text a caller sends may be looked up. */
    Optional<SecurityPolicy> get(RealmModel realm, String id);

    /** Makes everybody else who is about to change policies of the realm wait until the transaction ends. */
    void lock(RealmModel realm);

    /** Adds a policy; a name that is taken is a {@link org.keycloak.models.ModelDuplicateException}. */
    void create(SecurityPolicy policy);

    /** Stores what changed of a policy; a name that is taken is a {@link org.keycloak.models.ModelDuplicateException}. */
    void save(SecurityPolicy policy);

    /** Removes the policy; false if it is gone already. */
    boolean remove(RealmModel realm, String id);

    /** Whether the realm has once got the policies that every realm begins with. */
    boolean hasDefaults(RealmModel realm);

    /** Notes that it got them, so that it never gets them again. */
    void noteDefaults(RealmModel realm);
}
