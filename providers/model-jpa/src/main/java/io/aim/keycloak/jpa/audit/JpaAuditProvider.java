package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.spi.audit.AuditAnchoring;
import io.aim.keycloak.spi.audit.AuditForwarding;
import io.aim.keycloak.spi.audit.AuditPage;
import io.aim.keycloak.spi.audit.AuditPosition;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.AuditRecord;
import io.aim.keycloak.spi.audit.AuditRetention;
import io.aim.keycloak.spi.audit.AuditTree;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/** The audit trail in Keycloak's database. */
final class JpaAuditProvider implements AuditProvider {

    private final EntityManager em;
    private final PersonalDataVault vault;

    JpaAuditProvider(EntityManager em) {
        this.em = em;
        this.vault = new PersonalDataVault(em);
    }

    @Override
    public Runnable limitWaiting(Duration limit) {
        return AuditConnection.limitWaiting(em, limit);
    }

    @Override
    public void append(Collection<AuditEvent> events) {
        events.forEach(this::append);
    }

    private void append(AuditEvent event) {
        SealedEvent sealed = SealedEvent.of(event);
        AuditTarget target = event.target();
        em.persist(new AimAuditEventEntity(
                sealed,
                vault.encrypt(event.realmId(), event.actor().id(), sealed.actorData()),
                vault.encrypt(event.realmId(), target == null ? null : target.id(), sealed.targetData())));
        em.persist(new AimAuditPendingEntity(
                event.realmId(), event.id(), sealed.leafHash().toString()));
    }

    @Override
    public void appendMissing(Collection<AuditEvent> events) {
        Set<String> known = known(events);
        append(events.stream().filter(event -> known.add(event.id())).toList());
    }

    private Set<String> known(Collection<AuditEvent> events) {
        List<Long> times = events.stream()
                .map(event -> event.time().toEpochMilli())
                .sorted()
                .toList();
        return new HashSet<>(em.createNamedQuery("AimAuditEvent.findIds", String.class)
                .setParameter("ids", events.stream().map(AuditEvent::id).toList())
                .setParameter("from", times.get(0))
                .setParameter("to", times.get(times.size() - 1))
                .getResultList());
    }

    @Override
    public Optional<AuditRecord> get(RealmModel realm, String id) {
        long time;
        try {
            time = AuditSearch.timeOf(id);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
        return em
                .createNamedQuery("AimAuditEvent.get", AimAuditEventEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("id", id)
                .setParameter("time", time)
                .getResultList()
                .stream()
                .findFirst()
                .map(entity -> records(realm.getId(), List.of(entity)).get(0));
    }

    @Override
    public AuditPage search(RealmModel realm, AuditQuery query, @Nullable AuditPosition after, int max) {
        AuditSearch search = new AuditSearch(em, realm.getId(), query);
        List<AimAuditEventEntity> found = search.page(after, max);
        boolean more = found.size() > max;
        List<AimAuditEventEntity> page = more ? found.subList(0, max) : found;
        long total = after == null && !more ? page.size() : search.count();
        return new AuditPage(records(realm.getId(), page), more, Math.min(total, COUNT_LIMIT), total > COUNT_LIMIT);
    }

    private List<AuditRecord> records(String realmId, List<AimAuditEventEntity> events) {
        return new StoredEvents(em, vault, realmId).records(events);
    }

    @Override
    public AuditTree tree(RealmModel realm) {
        return new JpaAuditTree(em, vault, realm.getId());
    }

    @Override
    public AuditRetention retention(RealmModel realm) {
        return new JpaAuditRetention(em, vault, realm.getId());
    }

    @Override
    public AuditForwarding forwarding(RealmModel realm) {
        return new JpaAuditForwarding(em, realm.getId());
    }

    @Override
    public AuditAnchoring anchoring(RealmModel realm, String anchor) {
        return new JpaAuditAnchoring(em, realm.getId(), anchor);
    }

    @Override
    public Map<String, Long> realmsToAnchor(String anchor) {
        Map<String, Long> sizes = new HashMap<>();
        em.createNamedQuery("AimAuditAnchor.waiting", Object[].class)
                .setParameter("anchor", anchor)
                .getResultList()
                .forEach(row -> sizes.put((String) row[0], (Long) row[1]));
        return sizes;
    }

    @Override
    public List<String> realmsToForward(Instant now) {
        return em.createNamedQuery("AimAuditForwarding.due", String.class)
                .setParameter("now", now.toEpochMilli())
                .getResultList();
    }

    @Override
    public long toForward() {
        return em.createNamedQuery("AimAuditForwarding.lag", Long.class).getSingleResult();
    }

    @Override
    public Map<String, Long> dropExpired(AuditCategory category, Instant now) {
        return AuditPartitions.dropExpired(em, category, now);
    }

    @Override
    public List<String> realmsToSequence() {
        return em.createNamedQuery("AimAuditPending.realms", String.class).getResultList();
    }

    @Override
    public List<String> realmsWaitingSince(Instant before) {
        return em.createNamedQuery("AimAuditPending.realmsWaiting", String.class)
                .setParameter("id", new UUID(before.toEpochMilli() << Short.SIZE, 0).toString())
                .getResultList();
    }

    @Override
    public List<String> realmsToCheckpoint(Instant from, Instant to) {
        return em.createNamedQuery("AimAuditTree.toCheckpoint", String.class)
                .setParameter("from", from.toEpochMilli())
                .setParameter("to", to.toEpochMilli())
                .getResultList();
    }

    @Override
    public long pending() {
        return em.createQuery(
                        "select count(*) from (select p.eventId as id from AimAuditPendingEntity p order by p.realmId fetch first "
                                + PENDING_LIMIT + " rows only) waiting",
                        Long.class)
                .getSingleResult();
    }

    @Override
    public void prepareAhead(Instant now) {
        AuditPartitions.prepareAhead(em, now);
    }

    void realmRemoved(String realmId) {
        for (String query : List.of(
                "AimAuditTree.deleteByRealm", // first, as whoever appends locks it first
                "AimAuditPending.deleteByRealm",
                "AimAuditEvent.deleteByRealm",
                "AimAuditLeaf.deleteByRealm",
                "AimAuditSubtree.deleteByRealm",
                "AimAuditCheckpoint.deleteByRealm",
                "AimAuditSubjectKey.deleteByRealm",
                "AimAuditRetention.deleteByRealm",
                "AimAuditForwarding.deleteByRealm",
                "AimAuditAnchor.deleteByRealm",
                "AimAuditHold.deleteByRealm")) {
            em.createNamedQuery(query).setParameter("realmId", realmId).executeUpdate();
        }
    }

    @Override
    public void close() {
        // the entity manager belongs to the session
    }
}
