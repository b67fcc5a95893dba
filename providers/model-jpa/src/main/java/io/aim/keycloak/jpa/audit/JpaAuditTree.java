package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.audit.tree.MerkleProofs;
import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.AuditTree;
import io.aim.keycloak.spi.audit.AuditTreeRow;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import io.aim.keycloak.spi.audit.UnprovenEvents;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The tree of one realm in Keycloak's database. */
final class JpaAuditTree implements AuditTree {

    private final EntityManager em;
    private final PersonalDataVault vault;
    private final String realmId;

    JpaAuditTree(EntityManager em, PersonalDataVault vault, String realmId) {
        this.em = em;
        this.vault = vault;
        this.realmId = realmId;
    }

    @Override
    public int sequence(int max) {
        if (pending(1).isEmpty()) {
            return 0;
        }
        AimAuditTreeEntity tree = lock();
        List<Object[]> pending = pending(max);
        if (pending.isEmpty()) {
            return 0;
        }
        Frontier frontier = decode(tree);
        for (Object[] row : pending) {
            String hash = (String) row[1];
            em.persist(new AimAuditLeafEntity(realmId, frontier.size(), (String) row[0], hash));
            frontier = frontier.append(TreeHash.fromBase64(hash), this::keep);
        }
        tree.setSize(frontier.size());
        tree.setFrontier(Base64.getEncoder().encodeToString(frontier.encode()));
        em.createNamedQuery("AimAuditPending.delete")
                .setParameter("realmId", realmId)
                .setParameter("ids", pending.stream().map(row -> row[0]).toList())
                .executeUpdate();
        em.flush(); // whoever looks at the tree next refreshes it
        return pending.size();
    }

    private List<Object[]> pending(int max) {
        return em.createNamedQuery("AimAuditPending.next", Object[].class)
                .setParameter("realmId", realmId)
                .setMaxResults(max)
                .getResultList();
    }

    private AimAuditTreeEntity lock() {
        AimAuditTreeEntity tree = em.find(AimAuditTreeEntity.class, realmId);
        if (tree == null) {
            em.createNamedQuery("AimAuditTree.create")
                    .setParameter("realmId", realmId)
                    .executeUpdate();
            tree = em.find(AimAuditTreeEntity.class, realmId);
        }
        em.refresh(tree, LockModeType.PESSIMISTIC_WRITE);
        return tree;
    }

    private void keep(int height, long index, TreeHash hash) {
        if (height % StoredSubtrees.STEP == 0) {
            em.persist(new AimAuditSubtreeEntity(realmId, height, index, hash.toString()));
        }
    }

    @Override
    public Frontier frontier() {
        AimAuditTreeEntity tree = em.find(AimAuditTreeEntity.class, realmId);
        if (tree == null) {
            return Frontier.EMPTY;
        }
        em.refresh(tree);
        return decode(tree);
    }

    private static Frontier decode(AimAuditTreeEntity tree) {
        return Frontier.decode(tree.getSize(), Base64.getDecoder().decode(tree.getFrontier()));
    }

    @Override
    public OptionalLong sequenceNumber(String eventId) {
        return em
                .createNamedQuery("AimAuditLeaf.sequenceNumbers", Object[].class)
                .setParameter("realmId", realmId)
                .setParameter("ids", List.of(eventId))
                .getResultList()
                .stream()
                .mapToLong(row -> (Long) row[1])
                .findFirst();
    }

    @Override
    public Optional<TreeHash> leaf(long seq) {
        return leaves(seq, seq + 1).stream().findFirst().map(leaf -> TreeHash.fromBase64(leaf.getHash()));
    }

    private List<AimAuditLeafEntity> leaves(long from, long to) {
        return em.createNamedQuery("AimAuditLeaf.range", AimAuditLeafEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }

    @Override
    public List<AuditTreeRow> rows(long from, long to) {
        return new TreeRows(em, vault, realmId).of(leaves(from, to));
    }

    @Override
    public List<Long> subtreesWith(AuditQuery query, int height, long size) {
        return new TreeRows(em, vault, realmId).subtreesWith(query, height, size);
    }

    @Override
    public List<TreeHash> subtrees(int height, long from, long to) {
        return new StoredSubtrees(em, realmId).range(height, from, to);
    }

    @Override
    public UnprovenEvents unproven(AuditQuery query, @Nullable Instant from) {
        return new UnprovenSearch(em, vault, realmId).of(query, from);
    }

    @Override
    public List<TreeHash> inclusionProof(long seq, long size) {
        requireInside(size);
        return MerkleProofs.inclusion(seq, size, new StoredSubtrees(em, realmId));
    }

    @Override
    public List<TreeHash> consistencyProof(long first, long second) {
        requireInside(second);
        return MerkleProofs.consistency(first, second, new StoredSubtrees(em, realmId));
    }

    private void requireInside(long size) {
        long largest = frontier().size();
        if (size > largest) {
            throw new IllegalArgumentException("the tree has " + largest + " leaves");
        }
    }

    @Override
    public void addCheckpoint(StoredCheckpoint checkpoint) {
        em.createNamedQuery("AimAuditCheckpoint.create")
                .setParameter("realmId", realmId)
                .setParameter("size", checkpoint.size())
                .setParameter("createdAt", checkpoint.createdAt().toEpochMilli())
                .setParameter("note", checkpoint.note())
                .setParameter("verifierKey", checkpoint.verifierKey())
                .executeUpdate();
        em.createNamedQuery("AimAuditTree.setCheckpoint")
                .setParameter("realmId", realmId)
                .setParameter("size", checkpoint.size())
                .setParameter("time", checkpoint.createdAt().toEpochMilli())
                .executeUpdate();
    }

    @Override
    public Optional<StoredCheckpoint> latestCheckpoint() {
        return checkpoints(null, 1).stream().findFirst();
    }

    @Override
    public Optional<StoredCheckpoint> checkpoint(long size) {
        return size == Long.MAX_VALUE
                ? Optional.empty()
                : checkpoints(size + 1, 1).stream()
                        .filter(c -> c.size() == size)
                        .findFirst();
    }

    @Override
    public List<StoredCheckpoint> checkpoints(@Nullable Long below, int max) {
        return em
                .createNamedQuery("AimAuditCheckpoint.below", AimAuditCheckpointEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("below", below == null ? Long.MAX_VALUE : below)
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(AimAuditCheckpointEntity::toCheckpoint)
                .toList();
    }

    @Override
    public List<StoredCheckpoint> checkpointsAfter(long above, int max) {
        return em
                .createNamedQuery("AimAuditCheckpoint.above", AimAuditCheckpointEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("above", above)
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(AimAuditCheckpointEntity::toCheckpoint)
                .toList();
    }
}
