package io.aim.keycloak.jpa.apikey;

import io.aim.keycloak.core.apikey.PlainApiKey;
import io.aim.keycloak.jpa.RowLock;
import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyPage;
import io.aim.keycloak.spi.apikey.ApiKeyProvider;
import io.aim.keycloak.spi.apikey.ApiKeyQuery;
import io.aim.keycloak.spi.apikey.ApiKeyUsage;
import io.aim.keycloak.spi.apikey.ApiKeyUse;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/** API keys in Keycloak's database. */
final class JpaApiKeyProvider implements ApiKeyProvider {

    private final EntityManager em;

    JpaApiKeyProvider(EntityManager em) {
        this.em = em;
    }

    @Override
    public void create(ApiKey key) {
        em.persist(new AimApiKeyEntity(key));
        em.flush();
    }

    @Override
    public Optional<ApiKey> findAnywhere(String id) {
        return find(id).map(AimApiKeyEntity::toKey);
    }

    @Override
    public Optional<ApiKey> get(RealmModel realm, String id) {
        return findAnywhere(id).filter(key -> key.realmId().equals(realm.getId()));
    }

    @Override
    public Optional<ApiKey> lock(String id) {
        return find(id).filter(found -> RowLock.take(em, found)).map(AimApiKeyEntity::toKey);
    }

    private Optional<AimApiKeyEntity> find(String id) {
        return PlainApiKey.isId(id) ? Optional.ofNullable(em.find(AimApiKeyEntity.class, id)) : Optional.empty();
    }

    @Override
    public void save(ApiKey key) {
        find(key.id()).orElseThrow().set(key);
        em.flush();
    }

    @Override
    public boolean nameExists(RealmModel realm, String name) {
        return em.createNamedQuery("AimApiKey.countByName", Long.class)
                        .setParameter("realmId", realm.getId())
                        .setParameter("name", name)
                        .getSingleResult()
                > 0;
    }

    @Override
    public ApiKeyPage search(RealmModel realm, ApiKeyQuery query) {
        ApiKeySearch search = new ApiKeySearch(em, realm.getId(), query);
        List<ApiKey> found = search.page().stream().map(AimApiKeyEntity::toKey).toList();
        boolean more = found.size() > query.max();
        long total = query.after() == null && !more ? found.size() : search.count();
        return new ApiKeyPage(found.stream().limit(query.max()).toList(), more, total);
    }

    /**
     * The update of the key comes first: it holds the row, so that a removal of the realm waits, and takes these numbers
     * away too.
     */
    @Override
    public void addUses(List<ApiKeyUse> uses) {
        for (ApiKeyUse use : uses) {
            int updated = em.createNamedQuery("AimApiKey.used")
                    .setParameter("id", use.keyId())
                    .setParameter("time", use.lastUsedAt().toEpochMilli())
                    .executeUpdate();
            if (updated > 0) {
                use.usage().forEach(usage -> add(use, usage));
            }
        }
    }

    private void add(ApiKeyUse use, ApiKeyUsage usage) {
        em.createNamedQuery("AimApiKeyUsage.add")
                .setParameter("keyId", use.keyId())
                .setParameter("realmId", use.realmId())
                .setParameter("day", day(usage.day()))
                .setParameter("operation", usage.operation())
                .setParameter("requests", usage.requests())
                .setParameter("errors", usage.errors())
                .executeUpdate();
    }

    @Override
    public List<ApiKeyUsage> usage(RealmModel realm, String id, LocalDate from, LocalDate to) {
        return em
                .createNamedQuery("AimApiKeyUsage.find", Object[].class)
                .setParameter("realmId", realm.getId())
                .setParameter("keyId", id)
                .setParameter("from", day(from))
                .setParameter("to", day(to))
                .getResultList()
                .stream()
                .map(row -> new ApiKeyUsage(
                        LocalDate.ofEpochDay((Integer) row[0]), (String) row[1], (Long) row[2], (Long) row[3]))
                .toList();
    }

    private static int day(LocalDate day) {
        return Math.toIntExact(day.toEpochDay());
    }

    /** Keys before numbers: see {@link #addUses}. */
    void realmRemoved(String realmId) {
        for (String query : List.of("AimApiKey.deleteByRealm", "AimApiKeyUsage.deleteByRealm")) {
            em.createNamedQuery(query).setParameter("realmId", realmId).executeUpdate();
        }
    }

    @Override
    public void close() {
        // the entity manager belongs to the session
    }
}
