package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.audit.tree.SubtreeHashes;
import io.aim.keycloak.core.audit.tree.TreeHash;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Subtrees from the database. Heights between two stored ones are computed from at most 2^7 hashes of the stored height
 * below.
 */
final class StoredSubtrees implements SubtreeHashes {

    /** Subtrees of every such height are stored; height 0 are the leaves. */
    static final int STEP = 8;

    private final EntityManager em;
    private final String realmId;

    StoredSubtrees(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    @Override
    public TreeHash hash(int height, long index) {
        int stored = height - height % STEP;
        long from = index << (height - stored);
        long to = (index + 1) << (height - stored);
        Frontier subtree = Frontier.EMPTY;
        for (String hash : hashes(stored, from, to)) {
            subtree = subtree.append(TreeHash.fromBase64(hash));
        }
        if (subtree.size() != to - from) {
            throw new IllegalStateException("The audit tree of realm " + realmId + " lacks hashes of height " + stored
                    + " from " + from + " to " + to);
        }
        return subtree.root();
    }

    /** Stored ones; none if one of them is missing or is no hash. */
    List<TreeHash> range(int height, long from, long to) {
        List<String> texts = hashes(height, from, to);
        try {
            return texts.size() == to - from
                    ? texts.stream().map(TreeHash::fromBase64).toList()
                    : List.of();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private List<String> hashes(int height, long from, long to) {
        if (height == 0) {
            return em
                    .createNamedQuery("AimAuditLeaf.range", AimAuditLeafEntity.class)
                    .setParameter("realmId", realmId)
                    .setParameter("from", from)
                    .setParameter("to", to)
                    .getResultList()
                    .stream()
                    .map(AimAuditLeafEntity::getHash)
                    .toList();
        }
        return em.createNamedQuery("AimAuditSubtree.range", String.class)
                .setParameter("realmId", realmId)
                .setParameter("height", height)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }
}
