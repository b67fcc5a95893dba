package io.aim.keycloak.jpa.policy;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.core.policy.PolicyEngine;
import io.aim.keycloak.spi.policy.PolicyProvider;
import io.aim.keycloak.spi.policy.SecurityPolicy;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Security policies in Keycloak's database. */
final class JpaPolicyProvider implements PolicyProvider {

    private final EntityManager em;
    private final PolicyCache cache;

    JpaPolicyProvider(EntityManager em, PolicyCache cache) {
        this.em = em;
        this.cache = cache;
    }

    @Override
    public List<Policy> enabled(RealmModel realm) {
        List<String> stamp = em.createNamedQuery("AimPolicyRealm.stamp", String.class)
                .setParameter("realmId", realm.getId())
                .getResultList();
        return stamp.isEmpty() ? List.of() : cache.get(realm.getId(), stamp.get(0), () -> read(realm.getId()));
    }

    private List<Policy> read(String realmId) {
        return em
                .createNamedQuery("AimPolicy.enabled", PolicyRow.class)
                .setParameter("realmId", realmId)
                .getResultList()
                .stream()
                .map(PolicyRow::toPolicy)
                .sorted(PolicyEngine.ORDER)
                .toList();
    }

    @Override
    public List<SecurityPolicy> all(RealmModel realm) {
        return em
                .createNamedQuery("AimPolicy.findByRealm", AimPolicyEntity.class)
                .setParameter("realmId", realm.getId())
                .getResultList()
                .stream()
                .map(AimPolicyEntity::toPolicy)
                .sorted(Comparator.comparing(SecurityPolicy::rule, PolicyEngine.ORDER))
                .toList();
    }

    @Override
    public Optional<SecurityPolicy> get(RealmModel realm, String id) {
        return AgentRules.isLookupKey(id)
                ? Optional.ofNullable(em.find(AimPolicyEntity.class, id))
                        .filter(policy -> policy.realmId().equals(realm.getId()))
                        .map(AimPolicyEntity::toPolicy)
                : Optional.empty();
    }

    @Override
    public void lock(RealmModel realm) {
        stamp(realm.getId());
    }

    private void stamp(String realmId) {
        if (touch(realmId) == 0) {
            em.createNamedQuery("AimPolicyRealm.create")
                    .setParameter("realmId", realmId)
                    .setParameter("stamp", KeycloakModelUtils.generateId())
                    .executeUpdate();
            touch(realmId);
        }
    }

    private int touch(String realmId) {
        return em.createNamedQuery("AimPolicyRealm.touch")
                .setParameter("realmId", realmId)
                .setParameter("stamp", KeycloakModelUtils.generateId())
                .executeUpdate();
    }

    @Override
    public void create(SecurityPolicy policy) {
        stamp(policy.realmId());
        em.persist(new AimPolicyEntity(policy));
        em.flush();
    }

    @Override
    public void save(SecurityPolicy policy) {
        stamp(policy.realmId());
        em.find(AimPolicyEntity.class, policy.id()).set(policy);
        em.flush();
    }

    @Override
    public boolean remove(RealmModel realm, String id) {
        stamp(realm.getId());
        int removed = em.createNamedQuery("AimPolicy.delete")
                .setParameter("realmId", realm.getId())
                .setParameter("id", id)
                .executeUpdate();
        AimPolicyEntity known = em.find(AimPolicyEntity.class, id);
        if (known != null) {
            em.detach(known);
        }
        return removed > 0;
    }

    @Override
    public boolean hasDefaults(RealmModel realm) {
        return em.createNamedQuery("AimPolicyRealm.defaults", Boolean.class)
                .setParameter("realmId", realm.getId())
                .getResultList()
                .contains(true);
    }

    @Override
    public void noteDefaults(RealmModel realm) {
        lock(realm);
        em.createNamedQuery("AimPolicyRealm.noteDefaults")
                .setParameter("realmId", realm.getId())
                .executeUpdate();
    }

    void realmRemoved(String realmId) {
        for (String query : List.of("AimPolicy.deleteByRealm", "AimPolicyRealm.deleteByRealm")) {
            em.createNamedQuery(query).setParameter("realmId", realmId).executeUpdate();
        }
        cache.forget(realmId);
    }

    @Override
    public void close() {
        // the entity manager belongs to the session
    }
}
